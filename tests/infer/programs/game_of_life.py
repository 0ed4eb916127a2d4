# The game of life by rolled copies of the board.
import numpy as np

GLIDER = [[0, 1, 0], [0, 0, 1], [1, 1, 1]]


def neighbours(board):
    return sum(
        np.roll(np.roll(board, i, 0), j, 1) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i != 0 or j != 0)
    )


def step(board):
    n = neighbours(board)  #: n (11, 13)
    return ((n == 3) | (board & (n == 2))).astype(int)


def step_sliced(Z):
    N = np.zeros(Z.shape, dtype=int)  #: N (11, 13)
    N[1:-1, 1:-1] += (
        Z[:-2, :-2] + Z[:-2, 1:-1] + Z[:-2, 2:] + Z[1:-1, :-2] + Z[1:-1, 2:] + Z[2:, :-2] + Z[2:, 1:-1] + Z[2:, 2:]
    )
    birth = (N == 3)[1:-1, 1:-1] & (Z[1:-1, 1:-1] == 0)  #: birth (9, 11)
    survive = ((N == 2) | (N == 3))[1:-1, 1:-1] & (Z[1:-1, 1:-1] == 1)  #: survive (9, 11)
    Z = np.zeros_like(Z)  #: Z (11, 13)
    Z[1:-1, 1:-1][birth | survive] = 1
    return Z


def show(board):
    return "\n".join("".join("#" if c else "." for c in row) for row in board)  #: c (); row (13,)


board = np.zeros((11, 13), dtype=int)  #: board (11, 13)
board[1:4, 1:4] = GLIDER
other = board.copy()  #: other (11, 13)
frames = [board]
for generation in range(6):
    board = step(board)  #: board (11, 13)
    other = step_sliced(other)  #: other (11, 13)
    frames.append(board)
movie = np.stack(frames)  #: movie (7, 11, 13)
alive = movie.sum(axis=(1, 2))  #: alive (7,)
ys, xs = np.nonzero(board)  #: xs (min(143,n),) is (5,); ys (min(143,n),) is (5,)
box = board[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]  #: box (_, _) is (3, 3)
heat = movie.mean(axis=0)  #: heat (11, 13)
rle = np.diff(np.flatnonzero(np.append(board.ravel(), 1)))  #: rle (max(0,min(144,_)-1),) is (5,)
print(alive.tolist(), (board == other).all(), len(show(board)), box.ndim, heat.shape)
