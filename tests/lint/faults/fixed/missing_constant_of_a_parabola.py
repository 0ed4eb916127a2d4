import numpy as np

x = np.linspace(-2, 2, 9)
coef = np.array([1.0, -0.5, 2.0])
design = np.column_stack([np.ones_like(x), x, x**2])
y = design @ coef
print(y)
