import numpy as np

rng = np.random.default_rng(34)
hours = rng.uniform(0, 10, size=18)
sold = 3 * hours + 2 + rng.normal(size=18)
design = np.column_stack([hours, np.ones_like(hours)])
coef, *_ = np.linalg.lstsq(design, sold.reshape(-1, 1), rcond=None)
residuals = sold - design @ coef
rmse = np.sqrt((residuals**2).mean())
print(rmse)
