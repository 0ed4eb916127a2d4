import numpy as np

np.random.seed(0)
n_users, n_items, k = 19, 23, 3
R = np.random.randint(1, 6, (n_users, n_items)).astype(float)
mask = np.random.rand(n_users, n_items) < 0.4
mask[:, 0] = True
mask[0, :] = True


def als(R, mask, k, lam=0.1, n_iter=4):
    """R : (n_users, n_items) ratings, mask of the same shape."""
    U = np.random.rand(R.shape[0], k)
    V = np.random.rand(R.shape[1], k)
    for _ in range(n_iter):
        for u in range(R.shape[0]):
            seen = mask[u]
            Vs = V[seen]
            U[u] = np.linalg.solve(Vs.T @ Vs + lam * np.eye(k), Vs.T @ R[u, seen])
        for i in range(R.shape[1]):
            seen = mask[:, i]
            Us = U[seen, :]
            V[i] = np.linalg.solve(Us.T @ Us + lam * np.eye(k), Us.T @ R[seen, i])
    return U, V


def sgd(R, mask, k, lr=0.02, reg=0.02, epochs=3):
    P = np.random.normal(scale=1.0 / k, size=(R.shape[0], k))
    Q = np.random.normal(scale=1.0 / k, size=(R.shape[1], k))
    b_u = np.zeros(R.shape[0])
    b_i = np.zeros(R.shape[1])
    b = np.mean(R[np.where(mask)])
    samples = [(i, j, R[i, j]) for i in range(R.shape[0]) for j in range(R.shape[1]) if mask[i, j]]
    for _ in range(epochs):
        np.random.shuffle(samples)
        for i, j, r in samples:
            prediction = b + b_u[i] + b_i[j] + P[i, :].dot(Q[j, :])
            e = r - prediction
            b_u[i] += lr * (e - reg * b_u[i])
            b_i[j] += lr * (e - reg * b_i[j])
            P_i = P[i, :][:]
            P[i, :] += lr * (e * Q[j, :] - reg * P[i, :])
            Q[j, :] += lr * (e * P_i - reg * Q[j, :])
    return b + b_u[:, np.newaxis] + b_i[np.newaxis, :] + P.dot(Q.T)


def collaborative_cost(params, Y, R, num_users, num_movies, num_features, Lambda):
    X = params[: num_movies * num_features].reshape(num_movies, num_features)
    Theta = params[num_movies * num_features :].reshape(num_users, num_features)
    err = (X @ Theta.T - Y) * R
    J = 0.5 * np.sum(err**2) + Lambda / 2 * (np.sum(Theta**2) + np.sum(X**2))
    X_grad = err @ Theta + Lambda * X
    Theta_grad = err.T @ X + Lambda * Theta
    grad = np.append(X_grad.flatten(), Theta_grad.flatten())
    return J, grad


U, V = als(R, mask, k)
full = U @ V.T
full_sgd = sgd(R, mask, k)
params = np.concatenate((V.ravel(), U.ravel()))
J, grad = collaborative_cost(params, R.T, mask.T, n_users, n_items, k, 1.5)
params = params - 1e-3 * grad
item_means = np.array([R[mask[:, j], j].mean() for j in range(n_items)])
centred = np.where(mask, R - item_means, 0)
sim = centred.T @ centred
norms = np.sqrt(np.diag(sim)) + 1e-9
cosine = sim / np.outer(norms, norms)
print(full.shape, full_sgd.shape, grad.shape, cosine.shape)
