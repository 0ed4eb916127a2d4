import numpy as np

rng = np.random.default_rng(87)
place, speed = rng.normal(size=(5, 2)), np.zeros((5, 2))
mass = np.array([5.0, 1.0, 1.0, 2.0, 0.5])
for _ in range(3):
    apart = place[None, :, :] - place[:, None, :]
    cubed = ((apart**2).sum(axis=-1) + 0.01) ** 1.5
    pull = (apart * (mass / cubed)[..., None]).sum(axis=1)
    speed += 0.01 * pull
    place = place + 0.01 * speed
print(place, speed)
