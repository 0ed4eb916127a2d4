import numpy as np

moves = np.array([[80.0, 15.0, 5.0], [10.0, 60.0, 30.0], [1.0, 2.0, 7.0]])
chances = moves / moves.sum(axis=1, keepdims=True)
people = np.array([0.5, 0.3, 0.2])
for _ in range(10):
    people = people @ chances
print(chances, people)
