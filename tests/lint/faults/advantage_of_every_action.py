import numpy as np

rng = np.random.default_rng(217)
rewards = rng.normal(size=10)
values = rng.normal(size=(10, 1))
log_probability = np.log(rng.uniform(0.1, 0.9, size=10))
advantage = rewards - values
loss = -(advantage * log_probability).mean()
print(loss)
