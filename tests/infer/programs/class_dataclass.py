# A network whose sizes and parameters are fields of dataclasses.
from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Config:
    n_features: int = 13
    n_hidden: int = 7
    n_classes: int = 3
    batch: int = 11
    lr: float = 0.1


@dataclass
class Params:
    w: np.ndarray
    b: np.ndarray

    @classmethod
    def create(cls, fan_in, fan_out, rng):
        return cls(rng.normal(0, 0.1, (fan_in, fan_out)), np.zeros((1, fan_out)))


@dataclass
class Trainer:
    config: Config
    layers: list[Params] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)

    def __post_init__(self):
        rng = np.random.default_rng(8)
        c = self.config
        self.layers.append(Params.create(c.n_features, c.n_hidden, rng))
        self.layers.append(Params.create(c.n_hidden, c.n_classes, rng))

    def forward(self, x):
        hidden, last = self.layers
        h = np.maximum(x @ hidden.w + hidden.b, 0)  #: h (11, 7) | (44, 7)
        scores = h @ last.w + last.b  #: scores (11, 3) | (44, 3)
        return h, scores

    def train_step(self, x, t):
        hidden, last = self.layers
        h, scores = self.forward(x)  #: h (11, 7); scores (11, 3)
        scores = scores - scores.max(axis=1, keepdims=True)  #: scores (11, 3)
        p = np.exp(scores)  #: p (11, 3)
        p /= p.sum(axis=1, keepdims=True)  #: p (11, 3)
        n = x.shape[0]
        loss = -np.log(p[np.arange(n), t]).mean()  #: loss ()
        d = p.copy()  #: d (11, 3)
        d[np.arange(n), t] -= 1
        d /= n  #: d (11, 3)
        dw = h.T @ d  #: dw (7, 3)
        db = d.sum(axis=0, keepdims=True)  #: db (1, 3)
        dh = d @ last.w.T  #: dh (11, 7)
        dh[h <= 0] = 0
        dw0 = x.T @ dh  #: dw0 (13, 7)
        db0 = dh.sum(axis=0, keepdims=True)  #: db0 (1, 7)
        for layer, gw, gb in ((last, dw, db), (hidden, dw0, db0)):  #: gb (1, 3) | (1, 7); gw (7, 3) | (13, 7)
            layer.w = layer.w - self.config.lr * gw  #: layer.w (7, 3) | (13, 7)
            layer.b = layer.b - self.config.lr * gb  #: layer.b (1, 3) | (1, 7)
        return loss


def batches(x, t, size, rng):
    order = rng.permutation(len(x))  #: order (44,)
    for start in range(0, len(x) - size + 1, size):
        chosen = order[start : start + size]  #: chosen (11,)
        yield x[chosen], t[chosen]


if __name__ == "__main__":
    config = Config(lr=0.05)
    rng = np.random.default_rng(0)
    data = rng.normal(size=(44, config.n_features))  #: data (44, 13)
    target = rng.integers(0, config.n_classes, size=44)  #: target (44,)
    trainer = Trainer(config)
    for epoch in range(4):
        for xb, tb in batches(data, target, config.batch, rng):  #: tb (11,); xb (11, 13)
            trainer.losses.append(trainer.train_step(xb, tb))
    _, scores = trainer.forward(data)  #: _ (44, 7); scores (44, 3)
    guess = scores.argmax(axis=1)  #: guess (44,)
    print(f"{len(trainer.losses)} steps, {(guess == target).mean():.2f}")
