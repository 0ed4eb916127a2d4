import numpy as np

GLIDER = [[0, 1, 0], [0, 0, 1], [1, 1, 1]]


def neighbours(board):
    return sum(
        np.roll(np.roll(board, i, 0), j, 1) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i != 0 or j != 0)
    )


def step(board):
    n = neighbours(board)
    return ((n == 3) | (board & (n == 2))).astype(int)


def step_sliced(Z):
    N = np.zeros(Z.shape, dtype=int)
    N[1:-1, 1:-1] += (
        Z[:-2, :-2] + Z[:-2, 1:-1] + Z[:-2, 2:] + Z[1:-1, :-2] + Z[1:-1, 2:] + Z[2:, :-2] + Z[2:, 1:-1] + Z[2:, 2:]
    )
    birth = (N == 3)[1:-1, 1:-1] & (Z[1:-1, 1:-1] == 0)
    survive = ((N == 2) | (N == 3))[1:-1, 1:-1] & (Z[1:-1, 1:-1] == 1)
    Z = np.zeros_like(Z)
    Z[1:-1, 1:-1][birth | survive] = 1
    return Z


def show(board):
    return "\n".join("".join("#" if c else "." for c in row) for row in board)


board = np.zeros((11, 13), dtype=int)
board[1:4, 1:4] = GLIDER
other = board.copy()
frames = [board]
for generation in range(6):
    board = step(board)
    other = step_sliced(other)
    frames.append(board)
movie = np.stack(frames)
alive = movie.sum(axis=(1, 2))
ys, xs = np.nonzero(board)
box = board[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
heat = movie.mean(axis=0)
rle = np.diff(np.flatnonzero(np.append(board.ravel(), 1)))
print(alive.tolist(), (board == other).all(), len(show(board)), box.ndim, heat.shape)
