import numpy as np

corners = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 1.0]])
many = np.repeat(corners, 3)
middle = many.mean(axis=0)
print(many, middle)
