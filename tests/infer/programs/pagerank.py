# PageRank by power iteration and by a linear system.
import numpy as np

links = {0: [1, 2], 1: [2], 2: [0], 3: [0, 2, 4], 4: [], 5: [3, 4], 6: [5]}


def link_matrix(links):
    n = len(links)
    M = np.zeros((n, n))  #: M (7, 7)
    for src, dests in links.items():
        if not dests:
            M[:, src] = 1 / n
        for dst in dests:
            M[dst, src] = 1 / len(dests)
    return M


def pagerank(M, d=0.85, tol=1e-9):
    N = M.shape[1]
    v = np.ones((N, 1)) / N  #: v (7, 1)
    M_hat = d * M + (1 - d) / N * np.ones((N, N))  #: M_hat (7, 7)
    steps = 0
    while True:
        v_next = M_hat @ v  #: v_next (7, 1)
        delta = np.abs(v_next - v).sum()  #: delta ()
        v = v_next  #: v (7, 1)
        steps += 1
        if delta < tol or steps > 100:
            return v, steps


M = link_matrix(links)  #: M (7, 7)
assert np.allclose(M.sum(axis=0), 1)
rank, steps = pagerank(M)  #: rank ? is (7, 1)
order = np.argsort(rank[:, 0])[::-1]  #: order (_,) is (7,)
best = [int(i) for i in order[:3]]  #: i ? is ()

# the same by the eigenvector
vals, vecs = np.linalg.eig(0.85 * M + 0.15 / 7)  #: vals (7,); vecs (7, 7)
k = np.argmax(vals.real)  #: k ()
principal = vecs[:, k].real  #: principal (7,)
principal = principal / principal.sum()  #: principal (7,)

# and by a linear system
A = np.eye(7) - 0.85 * M  #: A (7, 7)
exact = np.linalg.solve(A, np.full(7, 0.15 / 7))  #: exact (7,)

# HITS on the adjacency matrix
adj = (M > 0).astype(float).T  #: adj (7, 7)
hub, auth = np.ones(7), np.ones(7)  #: auth (7,); hub (7,)
for _ in range(20):
    auth = adj.T @ hub  #: auth (7,)
    auth /= np.linalg.norm(auth)  #: auth (7,)
    hub = adj @ auth  #: hub (7,)
    hub /= np.linalg.norm(hub)  #: hub (7,)
print(best, np.allclose(rank.ravel(), principal), np.allclose(exact, principal))
