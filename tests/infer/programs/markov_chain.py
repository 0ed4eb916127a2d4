# A Markov chain: powers of its matrix, its stationary distribution, a simulation.
import numpy as np

states = ["sunny", "cloudy", "rainy"]
P = np.array([[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.2, 0.3, 0.5]])  #: P (3, 3)
assert P.shape == (len(states),) * 2

np.random.seed(4)


def simulate(P, start, n):
    path = [start]
    for _ in range(n):
        path.append(np.random.choice(len(P), p=P[path[-1]]))
    return np.array(path)


def estimate(path, k):
    counts = np.zeros((k, k))  #: counts (3, 3)
    np.add.at(counts, (path[:-1], path[1:]), 1)
    return counts / counts.sum(axis=1, keepdims=True)


def stationary(P):
    n = P.shape[0]
    A = np.vstack([P.T - np.eye(n), np.ones((1, n))])  #: A (4, 3)
    b = np.zeros(n + 1)  #: b (4,)
    b[-1] = 1
    pi = np.linalg.lstsq(A, b, rcond=None)[0]  #: pi (3,)
    return pi


path = simulate(P, 0, 200)  #: path (_,) is (201,)
P_hat = estimate(path, 3)  #: P_hat (3, 3)
pi = stationary(P)  #: pi (3,)
p = np.array([1.0, 0.0, 0.0])  #: p (3,)
history = [p]
for day in range(10):
    p = p @ P  #: p (3,)
    history.append(p)
history = np.vstack(history)  #: history (11, 3)
P_ten = np.linalg.matrix_power(P, 10)  #: P_ten (3, 3)
names = [states[i] for i in path[:5]]  #: i ()

# hidden Markov model: forward algorithm and Viterbi
B = np.array([[0.6, 0.3, 0.05, 0.03, 0.02], [0.2, 0.2, 0.2, 0.2, 0.2], [0.02, 0.03, 0.05, 0.3, 0.6]])  #: B (3, 5)
obs = [0, 1, 4, 3, 4, 4, 0]
T, S = len(obs), len(P)
alpha = np.zeros((T, S))  #: alpha (7, 3)
alpha[0] = pi * B[:, obs[0]]
for t in range(1, T):
    alpha[t] = (alpha[t - 1] @ P) * B[:, obs[t]]
delta = np.log(pi) + np.log(B[:, obs[0]])  #: delta (3,)
back = np.zeros((T, S), dtype=int)  #: back (7, 3)
for t in range(1, T):
    scores = delta[:, None] + np.log(P)  #: scores (3, 3)
    back[t] = scores.argmax(axis=0)
    delta = scores.max(axis=0) + np.log(B[:, obs[t]])  #: delta (3,)
best = [int(delta.argmax())]
for t in range(T - 1, 0, -1):
    best.append(int(back[t, best[-1]]))
likelihood = alpha[-1].sum()  #: likelihood ()
print(history.shape, P_ten.shape, len(best), likelihood < 1, P_hat.shape)
