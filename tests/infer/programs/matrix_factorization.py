# Ratings as a product of two thin matrices, with a mask.
import numpy as np

np.random.seed(0)
n_users, n_items, k = 19, 23, 3
R = np.random.randint(1, 6, (n_users, n_items)).astype(float)  #: R (19, 23)
mask = np.random.rand(n_users, n_items) < 0.4  #: mask (19, 23)
mask[:, 0] = True
mask[0, :] = True


def als(R, mask, k, lam=0.1, n_iter=4):
    """R : (n_users, n_items) ratings, mask of the same shape."""
    U = np.random.rand(R.shape[0], k)  #: U (19, 3)
    V = np.random.rand(R.shape[1], k)  #: V (23, 3)
    for _ in range(n_iter):
        for u in range(R.shape[0]):
            seen = mask[u]  #: seen (23,)
            Vs = V[seen]  #: Vs (_, 3) | ? is (7, 3) | (8, 3) | (9, 3) | (10, 3) | 5 more
            U[u] = np.linalg.solve(Vs.T @ Vs + lam * np.eye(k), Vs.T @ R[u, seen])
        for i in range(R.shape[1]):
            seen = mask[:, i]  #: seen (19,)
            Us = U[seen, :]  #: Us (_, 3) | ? is (4, 3) | (5, 3) | (8, 3) | (9, 3) | 3 more
            V[i] = np.linalg.solve(Us.T @ Us + lam * np.eye(k), Us.T @ R[seen, i])
    return U, V


def sgd(R, mask, k, lr=0.02, reg=0.02, epochs=3):
    P = np.random.normal(scale=1.0 / k, size=(R.shape[0], k))  #: P (19, 3)
    Q = np.random.normal(scale=1.0 / k, size=(R.shape[1], k))  #: Q (23, 3)
    b_u = np.zeros(R.shape[0])  #: b_u (19,)
    b_i = np.zeros(R.shape[1])  #: b_i (23,)
    b = np.mean(R[np.where(mask)])  #: b ()
    samples = [(i, j, R[i, j]) for i in range(R.shape[0]) for j in range(R.shape[1]) if mask[i, j]]
    for _ in range(epochs):
        np.random.shuffle(samples)
        for i, j, r in samples:  #: r ()
            prediction = b + b_u[i] + b_i[j] + P[i, :].dot(Q[j, :])  #: prediction ()
            e = r - prediction  #: e ()
            b_u[i] += lr * (e - reg * b_u[i])
            b_i[j] += lr * (e - reg * b_i[j])
            P_i = P[i, :][:]  #: P_i (3,)
            P[i, :] += lr * (e * Q[j, :] - reg * P[i, :])
            Q[j, :] += lr * (e * P_i - reg * Q[j, :])
    return b + b_u[:, np.newaxis] + b_i[np.newaxis, :] + P.dot(Q.T)


def collaborative_cost(params, Y, R, num_users, num_movies, num_features, Lambda):
    X = params[: num_movies * num_features].reshape(num_movies, num_features)  #: X (23, 3)
    Theta = params[num_movies * num_features :].reshape(num_users, num_features)  #: Theta (19, 3)
    err = (X @ Theta.T - Y) * R  #: err (23, 19)
    J = 0.5 * np.sum(err**2) + Lambda / 2 * (np.sum(Theta**2) + np.sum(X**2))  #: J ()
    X_grad = err @ Theta + Lambda * X  #: X_grad (23, 3)
    Theta_grad = err.T @ X + Lambda * Theta  #: Theta_grad (19, 3)
    grad = np.append(X_grad.flatten(), Theta_grad.flatten())  #: grad (126,)
    return J, grad


U, V = als(R, mask, k)  #: U (19, 3); V (23, 3)
full = U @ V.T  #: full (19, 23)
full_sgd = sgd(R, mask, k)  #: full_sgd (19, 23)
params = np.concatenate((V.ravel(), U.ravel()))  #: params (126,)
J, grad = collaborative_cost(params, R.T, mask.T, n_users, n_items, k, 1.5)  #: J (); grad (126,)
params = params - 1e-3 * grad  #: params (126,)
item_means = np.array([R[mask[:, j], j].mean() for j in range(n_items)])  #: item_means (23,)
centred = np.where(mask, R - item_means, 0)  #: centred (19, 23)
sim = centred.T @ centred  #: sim (23, 23)
norms = np.sqrt(np.diag(sim)) + 1e-9  #: norms (23,)
cosine = sim / np.outer(norms, norms)  #: cosine (23, 23)
print(full.shape, full_sgd.shape, grad.shape, cosine.shape)
