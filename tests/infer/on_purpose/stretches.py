"""Functions that broadcast on purpose, take vectors or matrices, or arrays of special sizes: physics, series, images."""

import numpy as np


class Reservoir:
    def __init__(self, n, n_in):
        self.W = np.random.randn(n, n)
        self.W_in = np.random.randn(n, n_in)
        self.state = np.zeros(n)

    def step(self, u):
        self.state = np.tanh(self.W @ self.state + self.W_in @ u)
        return self.state


class Filter:
    def __init__(self, F, H, Q, R, P, x0):
        self.F, self.H, self.Q, self.R, self.P, self.x = F, H, Q, R, P, x0

    def predict(self, u=0, B=0):
        self.x = np.dot(self.F, self.x) + np.dot(B, u)
        self.P = np.dot(np.dot(self.F, self.P), self.F.T) + self.Q
        return self.x

    def update(self, z):
        y = z - np.dot(self.H, self.x)
        S = self.R + np.dot(self.H, np.dot(self.P, self.H.T))
        K = np.dot(np.dot(self.P, self.H.T), np.linalg.inv(S))
        self.x = self.x + np.dot(K, y)
        I = np.eye(self.F.shape[0])
        self.P = np.dot(np.dot(I - np.dot(K, self.H), self.P), (I - np.dot(K, self.H)).T) + np.dot(
            np.dot(K, self.R), K.T
        )


def smooth(means, covs, F, Q):
    steps, n = means.shape
    out = means.copy()
    P = covs[-1]
    for t in range(steps - 2, -1, -1):
        predicted = F @ covs[t] @ F.T + Q
        G = covs[t] @ F.T @ np.linalg.inv(predicted)
        out[t] = means[t] + G @ (out[t + 1] - F @ means[t])
        P = covs[t] + G @ (P - predicted) @ G.T
    return out, P


def ekf(x, P, z, f, F, h, H, Q, R):
    x = f(x)
    P = F @ P @ F.T + Q
    S = H @ P @ H.T + R
    K = P @ H.T @ np.linalg.inv(S)
    x = x + K @ (z - h(x))
    P = P - K @ H @ P
    return x, P


def information(F, P, Q, H, R):
    Pi = np.linalg.inv(F @ P @ F.T + Q)
    return Pi + H.T @ np.linalg.inv(R) @ H


def hmm_forward(pi, A, B, obs):
    T = len(obs)
    N = A.shape[0]
    alpha = np.zeros((T, N))
    alpha[0] = pi * B[:, obs[0]]
    for t in range(1, T):
        alpha[t] = alpha[t - 1] @ A * B[:, obs[t]]
    return alpha


def hmm_backward(A, B, obs):
    T = len(obs)
    N = A.shape[0]
    beta = np.ones((T, N))
    for t in range(T - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1])
    return beta


def viterbi(pi, A, B, obs):
    T, N = len(obs), len(pi)
    delta = np.zeros((T, N))
    psi = np.zeros((T, N), dtype=int)
    delta[0] = np.log(pi) + np.log(B[:, obs[0]])
    for t in range(1, T):
        m = delta[t - 1][:, None] + np.log(A)
        psi[t] = m.argmax(axis=0)
        delta[t] = m.max(axis=0) + np.log(B[:, obs[t]])
    return delta, psi


def floyd(D):
    n = len(D)
    for k in range(n):
        D = np.minimum(D, D[:, k][:, None] + D[k, :][None, :])
    return D


def pairwise(x):
    return np.abs(x[:, None] - x[None, :])


def outer_sum(a, b):
    return a[:, np.newaxis] + b


def gram_kernel(X, gamma):
    sq = np.sum(X**2, axis=1)
    return np.exp(-gamma * (sq[:, None] + sq - 2 * X @ X.T))


def centre_kernel(K):
    n = K.shape[0]
    one = np.ones((n, n)) / n
    return K - one @ K - K @ one + one @ K @ one


def spectral(A, k):
    d = A.sum(axis=1)
    L = np.diag(d) - A
    w, v = np.linalg.eigh(L)
    return v[:, :k]


def cross_matrix(v):
    return np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])


def rodrigues(axis, theta):
    K = cross_matrix(axis)
    return np.eye(3) + np.sin(theta) * K + (1 - np.cos(theta)) * K @ K


def torque(r, F):
    return np.cross(r, F).sum(axis=0)


def gravity(pos, mass):
    n = pos.shape[0]
    acc = np.zeros((n, 3))
    for i in range(n):
        d = pos - pos[i]
        r3 = (np.sum(d**2, axis=1) + 1e-9) ** 1.5
        acc[i] = np.sum(mass[:, None] * d / r3[:, None], axis=0)
    return acc


def gravity_fast(pos, mass):
    d = pos[None, :, :] - pos[:, None, :]
    r3 = (np.sum(d**2, axis=2) + 1e-9) ** 1.5
    return np.sum(mass[None, :, None] * d / r3[:, :, None], axis=1)


def grey(img):
    return img @ np.array([0.3, 0.6, 0.1])


def grey2(img):
    return np.dot(img[..., :3], [0.299, 0.587, 0.114])


def blend(a, b, alpha):
    return a * alpha[..., None] + b * (1 - alpha[..., None])


def windows(x, w):
    n = len(x) - w + 1
    out = np.zeros((n, w))
    for i in range(n):
        out[i] = x[i : i + w]
    return out


def diff_series(x, lag=1):
    return x[lag:] - x[:-lag]


def ema(x, a):
    out = np.zeros_like(x)
    out[0] = x[0]
    for t in range(1, len(x)):
        out[t] = a * x[t] + (1 - a) * out[t - 1]
    return out


def autocorr(x):
    n = len(x)
    x = x - x.mean()
    return np.correlate(x, x, mode="full")[n - 1 :] / np.arange(n, 0, -1)


def spectrum(x, dt):
    n = len(x)
    f = np.fft.fft(x)
    freq = np.fft.fftfreq(n, dt)
    half = n // 2
    return freq[:half], np.abs(f[:half]) ** 2


def rspectrum(x, dt):
    return np.fft.rfftfreq(len(x), dt) * np.abs(np.fft.rfft(x))


def filt(x, h):
    y = np.convolve(x, h, mode="same")
    return x - y


def valid(x, h):
    y = np.convolve(x, h, mode="valid")
    return y - x[: len(x) - len(h) + 1]


def conv2(img, k):
    H, W = img.shape
    kh, kw = k.shape
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(img[i : i + kh, j : j + kw] * k)
    return out


def pad_conv(img, k):
    p = k.shape[0] // 2
    big = np.pad(img, p)
    out = np.zeros_like(img)
    for i in range(img.shape[0]):
        for j in range(img.shape[1]):
            out[i, j] = np.sum(big[i : i + k.shape[0], j : j + k.shape[1]] * k)
    return out


def bilinear(f, x, y):
    x0, y0 = int(x), int(y)
    a, b = x - x0, y - y0
    return np.array([1 - a, a]) @ f[x0 : x0 + 2, y0 : y0 + 2] @ np.array([1 - b, b])


def group_means(X, labels):
    keys = np.unique(labels)
    out = np.zeros((len(keys), X.shape[1]))
    for i, k in enumerate(keys):
        out[i] = X[labels == k].mean(axis=0)
    return out


def gradient_check(f, x, eps=1e-5):
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        i = it.multi_index
        old = x[i]
        x[i] = old + eps
        a = f(x)
        x[i] = old - eps
        b = f(x)
        x[i] = old
        grad[i] = (a - b) / (2 * eps)
        it.iternext()
    return grad


def numeric_gradient(J, theta, e=1e-4):
    numgrad = np.zeros(theta.shape)
    perturb = np.zeros(theta.shape)
    for p in range(theta.size):
        perturb.flat[p] = e
        numgrad.flat[p] = (J(theta + perturb) - J(theta - perturb)) / (2 * e)
        perturb.flat[p] = 0
    return numgrad


def jacobian(f, x, eps=1e-6):
    fx = f(x)
    J = np.zeros((len(fx), len(x)))
    for i in range(len(x)):
        d = np.zeros(len(x))
        d[i] = eps
        J[:, i] = (f(x + d) - fx) / eps
    return J


def rk4(f, y, t, h):
    k1 = f(t, y)
    k2 = f(t + h / 2, y + h / 2 * k1)
    k3 = f(t + h / 2, y + h / 2 * k2)
    k4 = f(t + h, y + h * k3)
    return y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


def predict_any(X, w, b):
    if X.ndim == 1:
        X = X.reshape(1, -1)
    return X @ w + b


def cost_any(y_hat, y):
    y_hat = np.atleast_2d(y_hat)
    return np.mean((y_hat - y) ** 2)


def standardise(X, axis=0):
    return (X - X.mean(axis=axis)) / X.std(axis=axis)


def softmax_columns(Z):
    e = np.exp(Z - np.max(Z, axis=0))
    return e / e.sum(axis=0)


def quad(A, x):
    return x.T @ A @ x + x.T @ A.T @ x


def power3(A):
    return A @ A @ A.T


def cayley(A):
    I = np.eye(len(A))
    return np.linalg.solve(I + A, I - A)


def procrustes(A, B):
    U, s, Vt = np.linalg.svd(A.T @ B)
    R = U @ Vt
    return A @ R - B


def kabsch(P, Q):
    cP, cQ = P.mean(axis=0), Q.mean(axis=0)
    H = (P - cP).T @ (Q - cQ)
    U, S, Vt = np.linalg.svd(H)
    d = np.sign(np.linalg.det(Vt.T @ U.T))
    D = np.diag([1, 1, d])
    R = Vt.T @ D @ U.T
    return (P - cP) @ R.T + cQ


def als(R, U, V, lam):
    k = U.shape[1]
    for i in range(R.shape[0]):
        U[i] = np.linalg.solve(V.T @ V + lam * np.eye(k), V.T @ R[i])
    for j in range(R.shape[1]):
        V[j] = np.linalg.solve(U.T @ U + lam * np.eye(k), U.T @ R[:, j])
    return U @ V.T


def nmf(V, W, H):
    H = H * (W.T @ V) / (W.T @ W @ H + 1e-9)
    W = W * (V @ H.T) / (W @ H @ H.T + 1e-9)
    return W, H


def autoencoder_tied(X, W, b, c):
    H = np.tanh(X @ W + b)
    R = H @ W.T + c
    return R - X


def rbm(v, W, a, b):
    h = 1 / (1 + np.exp(-(v @ W + b)))
    v2 = 1 / (1 + np.exp(-(h @ W.T + a)))
    h2 = 1 / (1 + np.exp(-(v2 @ W + b)))
    return v.T @ h - v2.T @ h2


def siamese(x1, x2, W):
    return np.sum((x1 @ W - x2 @ W) ** 2, axis=1)


def sor(A, b, x, w):
    L = np.tril(A, -1)
    D = np.diag(np.diag(A))
    U = np.triu(A, 1)
    return np.linalg.inv(D + w * L) @ (w * b - (w * U + (w - 1) * D) @ x)


def leslie(L, n, years):
    out = [n]
    for _ in range(years):
        out.append(L @ out[-1])
    return np.array(out)


def echo(W, W_in, W_out, us):
    x = np.zeros(W.shape[0])
    ys = []
    for u in us:
        x = np.tanh(W @ x + W_in @ u)
        ys.append(W_out @ x)
    return ys


def diffusion(u, D, dt):
    return u + dt * D @ u


def leapfrog(q, p, M, K, dt):
    p = p - 0.5 * dt * K @ q
    q = q + dt * np.linalg.inv(M) @ p
    return q, p - 0.5 * dt * K @ q


def langevin(x, A, noise):
    return x - A.dot(x) + noise


def td(V, P, r, gamma):
    return r + gamma * P @ V - V


def value_iteration(P, R, gamma, V):
    for _ in range(50):
        V = np.max(R + gamma * P @ V, axis=1)
    return V
