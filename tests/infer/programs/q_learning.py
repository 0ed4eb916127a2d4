# Q-learning in a grid, with a table for states and actions.
import numpy as np

ROWS, COLS = 5, 7
GOAL = (4, 6)
ACTIONS = [(-1, 0), (1, 0), (0, -1), (0, 1)]


class GridWorld:
    def __init__(self):
        self.walls = np.zeros((ROWS, COLS), dtype=bool)  #: self.walls (5, 7)
        self.walls[2, 1:5] = True
        self.reset()

    def reset(self):
        self.pos = (0, 0)
        return self.pos

    def step(self, a):
        dr, dc = ACTIONS[a]
        r = min(max(self.pos[0] + dr, 0), ROWS - 1)
        c = min(max(self.pos[1] + dc, 0), COLS - 1)
        if not self.walls[r, c]:
            self.pos = (r, c)
        done = self.pos == GOAL
        return self.pos, (1.0 if done else -0.01), done


def epsilon_greedy(q, eps, rng):
    return rng.integers(len(q)) if rng.random() < eps else int(np.argmax(q))


rng = np.random.default_rng(0)
env = GridWorld()
Q = np.zeros((ROWS, COLS, len(ACTIONS)))  #: Q (5, 7, 4)
returns = []
for episode in range(40):
    s = env.reset()
    total, done, steps = 0.0, False, 0
    while not done and steps < 100:
        a = epsilon_greedy(Q[s], 0.2, rng)  #: a () is () | other
        s2, reward, done = env.step(a)
        target = reward + (0 if done else 0.95 * Q[s2].max())  #: target ? is () | other
        Q[s][a] += 0.5 * (target - Q[s][a])
        s, total, steps = s2, total + reward, steps + 1
    returns.append(total)

value = Q.max(axis=-1)  #: value (5, 7)
policy = Q.argmax(axis=-1)  #: policy (5, 7)
arrows = np.array(list("^v<>"))[policy]  #: arrows (5, 7)

# value iteration on the flattened grid
n = ROWS * COLS
P = np.zeros((len(ACTIONS), n, n))  #: P (4, 35, 35)
for i in range(n):
    for k, (dr, dc) in enumerate(ACTIONS):
        r, c = divmod(i, COLS)
        r2, c2 = np.clip(r + dr, 0, ROWS - 1), np.clip(c + dc, 0, COLS - 1)  #: c2 ? is (); r2 ? is ()
        P[k, i, r2 * COLS + c2] = 1
R = np.full(n, -0.01)  #: R (35,)
R[GOAL[0] * COLS + GOAL[1]] = 1
v = np.zeros(n)  #: v (35,)
for _ in range(30):
    q = R + 0.9 * P @ v  #: q (4, 35)
    v = q.max(axis=0)  #: v (35,)
grid = v.reshape(ROWS, COLS)  #: grid (5, 7)

# REINFORCE with a linear softmax policy on one-hot states
theta = np.zeros((n, len(ACTIONS)))  #: theta (35, 4)
x = np.eye(n)[0]  #: x (35,)
prefs = x @ theta  #: prefs (4,)
pi = np.exp(prefs) / np.exp(prefs).sum()  #: pi (4,)
grad_log = np.outer(x, np.eye(len(ACTIONS))[1] - pi)  #: grad_log (35, 4)
theta += 0.1 * grad_log  #: theta (35, 4)
discounts = 0.9 ** np.arange(len(returns))  #: discounts (_,) is (40,)
print(grid.shape, arrows.shape, float(np.sum(discounts * returns)) < 100)
