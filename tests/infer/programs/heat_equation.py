"""Explicit and implicit heat equation, wave equation, Poisson by Jacobi, an ODE by RK4."""
import numpy as np

nx, ny, nt = 31, 17, 20
alpha, dx, dt = 0.01, 0.1, 0.1


def explicit(u, steps):
    frames = np.zeros((steps + 1,) + u.shape)
    frames[0] = u
    for n in range(steps):
        un = frames[n]
        frames[n + 1] = un
        frames[n + 1, 1:-1] = un[1:-1] + alpha * dt / dx**2 * (un[2:] - 2 * un[1:-1] + un[:-2])
    return frames


def implicit(u, steps):
    r = alpha * dt / dx**2
    n = u.size
    A = np.diag((1 + 2 * r) * np.ones(n)) + np.diag(-r * np.ones(n - 1), 1) + np.diag(-r * np.ones(n - 1), -1)
    A[0, :] = 0
    A[-1, :] = 0
    A[0, 0] = A[-1, -1] = 1
    A_inv = np.linalg.inv(A)
    for _ in range(steps):
        u = A_inv.dot(u)
    return u


def jacobi(p, b, iterations=30):
    for _ in range(iterations):
        pn = p.copy()
        p[1:-1, 1:-1] = 0.25 * (pn[1:-1, 2:] + pn[1:-1, :-2] + pn[2:, 1:-1] + pn[:-2, 1:-1] - b[1:-1, 1:-1] * dx**2)
        p[0, :], p[-1, :] = 0, 1
        p[:, 0] = p[:, 1]
        p[:, -1] = p[:, -2]
    return p


def rk4(f, y0, t):
    y = np.zeros((len(t), len(y0)))
    y[0] = y0
    for i in range(len(t) - 1):
        h = t[i + 1] - t[i]
        k1 = f(t[i], y[i])
        k2 = f(t[i] + h / 2, y[i] + h / 2 * k1)
        k3 = f(t[i] + h / 2, y[i] + h / 2 * k2)
        k4 = f(t[i] + h, y[i] + h * k3)
        y[i + 1] = y[i] + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return y


x = np.linspace(0, 3, nx)
u0 = np.where((x > 1) & (x < 2), 1.0, 0.0)
frames = explicit(u0, nt)
final = implicit(u0.copy(), nt)
drift = np.abs(frames[-1] - final).max()

pressure = jacobi(np.zeros((ny, nx)), np.zeros((ny, nx)))
dpdy, dpdx = np.gradient(pressure, dx)
speed = np.hypot(dpdx, dpdy)

t = np.linspace(0, 10, 59)
lotka = lambda t, z: np.array([z[0] * (1 - 0.5 * z[1]), z[1] * (0.25 * z[0] - 0.75)])
orbit = rk4(lotka, np.array([2.0, 1.0]), t)
prey, predator = orbit.T

# n-body
G, n = 1.0, 5
rs = np.random.RandomState(0)
pos, vel, mass = rs.randn(n, 3), rs.randn(n, 3), rs.rand(n, 1) + 1
for _ in range(5):
    sep = pos[None, :, :] - pos[:, None, :]
    dist2 = (sep**2).sum(axis=-1) + 0.1
    acc = G * (sep * dist2[..., None] ** -1.5 * mass[None, :, :]).sum(axis=1)
    vel += acc * 0.01
    pos += vel * 0.01
kinetic = 0.5 * np.sum(mass * vel**2)
com = np.sum(mass * pos, axis=0) / mass.sum()
print(frames.shape, speed.shape, prey.shape, com.shape, drift < 1)
