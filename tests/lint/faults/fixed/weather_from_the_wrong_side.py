import numpy as np

P = np.array([[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.2, 0.3, 0.5]])
today = np.array([1.0, 0.0, 0.0])
for _ in range(3):
    today = today @ P
print(today)
