import numpy as np


def discounted(rewards, gamma=0.9):
    total, out = 0.0, np.zeros_like(rewards)
    for t in range(len(rewards) - 1, -1, -1):
        total = rewards[t] + gamma * total
        out[t] = total
    return out


rng = np.random.default_rng(325)
states, rewards = rng.normal(size=(8, 4)), rng.normal(size=8)
critic = rng.normal(size=(4, 1))
gain = discounted(rewards)
baseline = states @ critic
advantage = gain - baseline
critic_step = states.T @ advantage / 8
print(critic_step)
