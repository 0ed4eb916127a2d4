"""Explicit and implicit heat equation, wave equation, Poisson by Jacobi, an ODE by RK4."""
import numpy as np

nx, ny, nt = 31, 17, 20
alpha, dx, dt = 0.01, 0.1, 0.1


def explicit(u, steps):
    frames = np.zeros((steps + 1,) + u.shape)  #: frames (21, 31)
    frames[0] = u
    for n in range(steps):
        un = frames[n]  #: un (31,)
        frames[n + 1] = un
        frames[n + 1, 1:-1] = un[1:-1] + alpha * dt / dx**2 * (un[2:] - 2 * un[1:-1] + un[:-2])
    return frames


def implicit(u, steps):
    r = alpha * dt / dx**2
    n = u.size
    A = np.diag((1 + 2 * r) * np.ones(n)) + np.diag(-r * np.ones(n - 1), 1) + np.diag(-r * np.ones(n - 1), -1)  #: A (31, 31)
    A[0, :] = 0
    A[-1, :] = 0
    A[0, 0] = A[-1, -1] = 1
    A_inv = np.linalg.inv(A)  #: A_inv (31, 31)
    for _ in range(steps):
        u = A_inv.dot(u)  #: u (31,)
    return u


def jacobi(p, b, iterations=30):
    for _ in range(iterations):
        pn = p.copy()  #: pn (17, 31)
        p[1:-1, 1:-1] = 0.25 * (pn[1:-1, 2:] + pn[1:-1, :-2] + pn[2:, 1:-1] + pn[:-2, 1:-1] - b[1:-1, 1:-1] * dx**2)
        p[0, :], p[-1, :] = 0, 1
        p[:, 0] = p[:, 1]
        p[:, -1] = p[:, -2]
    return p


def rk4(f, y0, t):
    y = np.zeros((len(t), len(y0)))  #: y (59, 2)
    y[0] = y0
    for i in range(len(t) - 1):
        h = t[i + 1] - t[i]  #: h ()
        k1 = f(t[i], y[i])  #: k1 (2,)
        k2 = f(t[i] + h / 2, y[i] + h / 2 * k1)  #: k2 (2,)
        k3 = f(t[i] + h / 2, y[i] + h / 2 * k2)  #: k3 (2,)
        k4 = f(t[i] + h, y[i] + h * k3)  #: k4 (2,)
        y[i + 1] = y[i] + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return y


x = np.linspace(0, 3, nx)  #: x (31,)
u0 = np.where((x > 1) & (x < 2), 1.0, 0.0)  #: u0 (31,)
frames = explicit(u0, nt)  #: frames (21, 31)
final = implicit(u0.copy(), nt)  #: final (31,)
drift = np.abs(frames[-1] - final).max()  #: drift ()

pressure = jacobi(np.zeros((ny, nx)), np.zeros((ny, nx)))  #: pressure (17, 31)
dpdy, dpdx = np.gradient(pressure, dx)  #: dpdx (17, 31); dpdy (17, 31)
speed = np.hypot(dpdx, dpdy)  #: speed (17, 31)

t = np.linspace(0, 10, 59)  #: t (59,)
lotka = lambda t, z: np.array([z[0] * (1 - 0.5 * z[1]), z[1] * (0.25 * z[0] - 0.75)])
orbit = rk4(lotka, np.array([2.0, 1.0]), t)  #: orbit (59, 2)
prey, predator = orbit.T  #: predator (59,); prey (59,)

# n-body
G, n = 1.0, 5
rs = np.random.RandomState(0)
pos, vel, mass = rs.randn(n, 3), rs.randn(n, 3), rs.rand(n, 1) + 1  #: mass (5, 1); pos (5, 3); vel (5, 3)
for _ in range(5):
    sep = pos[None, :, :] - pos[:, None, :]  #: sep (5, 5, 3)
    dist2 = (sep**2).sum(axis=-1) + 0.1  #: dist2 (5, 5)
    acc = G * (sep * dist2[..., None] ** -1.5 * mass[None, :, :]).sum(axis=1)  #: acc (5, 3)
    vel += acc * 0.01  #: vel (5, 3)
    pos += vel * 0.01  #: pos (5, 3)
kinetic = 0.5 * np.sum(mass * vel**2)  #: kinetic ()
com = np.sum(mass * pos, axis=0) / mass.sum()  #: com (3,)
print(frames.shape, speed.shape, prey.shape, com.shape, drift < 1)
