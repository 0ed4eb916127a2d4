# autoencoder where most sizes are the same (8): mistakes hide here, a checker must stay calm
import numpy as np

np.random.seed(11)
n, m = 8, 8
X = np.random.rand(n, m)
W_enc = np.random.randn(8, n) * 0.1
b_enc = np.zeros((8, 1))
W_dec = np.random.randn(n, 8) * 0.1
b_dec = np.zeros((n, 1))
lr = 0.05
for epoch in range(15):
    H = np.tanh(W_enc @ X + b_enc)
    X_hat = W_dec @ H + b_dec
    err = X_hat - X
    loss = (err**2).mean()
    dW_dec = err @ H.T / m
    db_dec = err.sum(axis=1, keepdims=True) / m
    dH = W_dec.T @ err
    dZ = dH * (1 - H * H)
    dW_enc = dZ @ X.T / m
    db_enc = dZ.sum(1, keepdims=True) / m
    W_dec = W_dec - lr * dW_dec
    b_dec = b_dec - lr * db_dec
    W_enc -= lr * dW_enc
    b_enc -= lr * db_enc

tied = W_enc.T @ W_enc
scale = np.outer(b_enc, b_dec)
vals, vecs = np.linalg.eigh(tied)
order = np.argsort(vals)[::-1]
vecs = vecs[:, order]
top = vecs[:, :2]
codes = top.T @ X
print(round(float(loss), 4), codes.shape)
