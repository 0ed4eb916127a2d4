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
        h = np.maximum(x @ hidden.w + hidden.b, 0)
        scores = h @ last.w + last.b
        return h, scores

    def train_step(self, x, t):
        hidden, last = self.layers
        h, scores = self.forward(x)
        scores = scores - scores.max(axis=1, keepdims=True)
        p = np.exp(scores)
        p /= p.sum(axis=1, keepdims=True)
        n = x.shape[0]
        loss = -np.log(p[np.arange(n), t]).mean()
        d = p.copy()
        d[np.arange(n), t] -= 1
        d /= n
        dw = h.T @ d
        db = d.sum(axis=0, keepdims=True)
        dh = d @ last.w.T
        dh[h <= 0] = 0
        dw0 = x.T @ dh
        db0 = dh.sum(axis=0, keepdims=True)
        for layer, gw, gb in ((last, dw, db), (hidden, dw0, db0)):
            layer.w = layer.w - self.config.lr * gw
            layer.b = layer.b - self.config.lr * gb
        return loss


def batches(x, t, size, rng):
    order = rng.permutation(len(x))
    for start in range(0, len(x) - size + 1, size):
        chosen = order[start : start + size]
        yield x[chosen], t[chosen]


if __name__ == "__main__":
    config = Config(lr=0.05)
    rng = np.random.default_rng(0)
    data = rng.normal(size=(44, config.n_features))
    target = rng.integers(0, config.n_classes, size=44)
    trainer = Trainer(config)
    for epoch in range(4):
        for xb, tb in batches(data, target, config.batch, rng):
            trainer.losses.append(trainer.train_step(xb, tb))
    _, scores = trainer.forward(data)
    guess = scores.argmax(axis=1)
    print(f"{len(trainer.losses)} steps, {(guess == target).mean():.2f}")
