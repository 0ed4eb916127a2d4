import numpy as np

links = {0: [1, 2], 1: [2], 2: [0], 3: [0, 2, 4], 4: [], 5: [3, 4], 6: [5]}


def link_matrix(links):
    n = len(links)
    M = np.zeros((n, n))
    for src, dests in links.items():
        if not dests:
            M[:, src] = 1 / n
        for dst in dests:
            M[dst, src] = 1 / len(dests)
    return M


def pagerank(M, d=0.85, tol=1e-9):
    N = M.shape[1]
    v = np.ones((N, 1)) / N
    M_hat = d * M + (1 - d) / N * np.ones((N, N))
    steps = 0
    while True:
        v_next = M_hat @ v
        delta = np.abs(v_next - v).sum()
        v = v_next
        steps += 1
        if delta < tol or steps > 100:
            return v, steps


M = link_matrix(links)
assert np.allclose(M.sum(axis=0), 1)
rank, steps = pagerank(M)
order = np.argsort(rank[:, 0])[::-1]
best = [int(i) for i in order[:3]]

# the same by the eigenvector
vals, vecs = np.linalg.eig(0.85 * M + 0.15 / 7)
k = np.argmax(vals.real)
principal = vecs[:, k].real
principal = principal / principal.sum()

# and by a linear system
A = np.eye(7) - 0.85 * M
exact = np.linalg.solve(A, np.full(7, 0.15 / 7))

# HITS on the adjacency matrix
adj = (M > 0).astype(float).T
hub, auth = np.ones(7), np.ones(7)
for _ in range(20):
    auth = adj.T @ hub
    auth /= np.linalg.norm(auth)
    hub = adj @ auth
    hub /= np.linalg.norm(hub)
print(best, np.allclose(rank.ravel(), principal), np.allclose(exact, principal))
