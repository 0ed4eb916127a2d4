# autoencoder where most sizes are the same (8): mistakes hide here, a checker must stay calm.
import numpy as np

np.random.seed(11)
n, m = 8, 8
X = np.random.rand(n, m)  #: X (8, 8)
W_enc = np.random.randn(8, n) * 0.1  #: W_enc (8, 8)
b_enc = np.zeros((8, 1))  #: b_enc (8, 1)
W_dec = np.random.randn(n, 8) * 0.1  #: W_dec (8, 8)
b_dec = np.zeros((n, 1))  #: b_dec (8, 1)
lr = 0.05
for epoch in range(15):
    H = np.tanh(W_enc @ X + b_enc)  #: H (8, 8)
    X_hat = W_dec @ H + b_dec  #: X_hat (8, 8)
    err = X_hat - X  #: err (8, 8)
    loss = (err**2).mean()  #: loss ()
    dW_dec = err @ H.T / m  #: dW_dec (8, 8)
    db_dec = err.sum(axis=1, keepdims=True) / m  #: db_dec (8, 1)
    dH = W_dec.T @ err  #: dH (8, 8)
    dZ = dH * (1 - H * H)  #: dZ (8, 8)
    dW_enc = dZ @ X.T / m  #: dW_enc (8, 8)
    db_enc = dZ.sum(1, keepdims=True) / m  #: db_enc (8, 1)
    W_dec = W_dec - lr * dW_dec  #: W_dec (8, 8)
    b_dec = b_dec - lr * db_dec  #: b_dec (8, 1)
    W_enc -= lr * dW_enc  #: W_enc (8, 8)
    b_enc -= lr * db_enc  #: b_enc (8, 1)

tied = W_enc.T @ W_enc  #: tied (8, 8)
scale = np.outer(b_enc, b_dec)  #: scale (8, 8)
vals, vecs = np.linalg.eigh(tied)  #: vals (8,); vecs (8, 8)
order = np.argsort(vals)[::-1]  #: order (8,)
vecs = vecs[:, order]  #: vecs (8, 8)
top = vecs[:, :2]  #: top (8, 2)
codes = top.T @ X  #: codes (2, 8)
print(round(float(loss), 4), codes.shape)
