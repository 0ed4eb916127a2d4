import numpy as np

plate = np.zeros((7, 9))
plate[0] = 100.0
for _ in range(4):
    inner = plate[2:, 1:-1] + plate[:-2, 1:-1] + plate[1:-1, 2:] + plate[1:-1, :-1]
    plate[1:-1, 1:-1] = inner / 4
print(plate)
