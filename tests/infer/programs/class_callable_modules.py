"""A toy module system: __call__, properties, *args."""
import numpy as np


class Module:
    def __init__(self):
        self.training = True

    def __call__(self, *args, **kwargs):
        return self.forward(*args, **kwargs)

    @property
    def parameters(self):
        return []


class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, rng=np.random.default_rng(0)):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.weight = rng.uniform(-1, 1, (out_features, in_features))  #: self.weight (7, 11) | (5, 7) | (2, 5)
        self.bias = np.zeros(out_features) if bias else None  #: self.bias (7,) | (2,) is (2,) | (7,) | other

    @property
    def parameters(self):
        return [self.weight] + ([self.bias] if self.bias is not None else [])

    @property
    def fan(self):
        return self.weight.shape[::-1]

    def forward(self, x):
        self.x = x  #: self.x (17, 11) | (17, 7) | (17, 5)
        y = x @ self.weight.T  #: y (17, 7) | (17, 5) | (17, 2)
        if self.bias is not None:
            y = y + self.bias  #: y (17, 7) | (17, 2)
        return y

    def backward(self, gy):
        self.gw = gy.T @ self.x  #: self.gw (2, 5) | (5, 7) | (7, 11)
        if self.bias is not None:
            self.gb = gy.sum(axis=0)  #: self.gb (2,) | (7,)
        return gy @ self.weight


class ReLU(Module):
    def forward(self, x):
        self.mask = x > 0  #: self.mask (17, 7) | (17, 5)
        return x * self.mask

    def backward(self, gy):
        return gy * self.mask


class Dropout(Module):
    def __init__(self, p=0.5, *, seed=1):
        super().__init__()
        self.p = p
        self.rng = np.random.default_rng(seed)

    def forward(self, x, scale=True):
        if not self.training:
            self.mask = np.ones_like(x)
            return x
        self.mask = self.rng.random(x.shape) > self.p  #: self.mask (17, 7)
        if scale:
            return x * self.mask / (1 - self.p)
        return x * self.mask

    def backward(self, gy):
        return gy * self.mask


class Sequential(Module):
    def __init__(self, *layers):
        super().__init__()
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)  #: x (17, 7) | (17, 5) | (17, 2)
        return x

    def backward(self, gy):
        for layer in self.layers[::-1]:
            gy = layer.backward(gy)  #: gy (17, 5) | (17, 7) | (17, 11)
        return gy

    @property
    def parameters(self):
        found = []
        for layer in self.layers:
            found += layer.parameters
        return found


model = Sequential(Linear(11, 7), ReLU(), Dropout(0.2, seed=3), Linear(7, 5, bias=False), ReLU(), Linear(5, 2))
x = np.random.default_rng(4).normal(size=(17, 11))  #: x (17, 11)
y = np.random.default_rng(5).normal(size=(17, 2))  #: y (17, 2)
for _ in range(3):
    out = model(x)  #: out (17, 2)
    gy = 2 * (out - y) / len(x)  #: gy (17, 2)
    gx = model.backward(gy)  #: gx (17, 11)
    for layer in model.layers:
        if isinstance(layer, Linear):
            layer.weight -= 0.01 * layer.gw  #: layer.weight (7, 11) | (5, 7) | (2, 5)
            if layer.bias is not None:
                layer.bias -= 0.01 * layer.gb  #: layer.bias (7,) | (2,)
first = model.layers[0]
n_in, n_out = first.fan
total = sum(p.size for p in model.parameters)  #: p (7, 11) | (7,) | (5, 7) | (2, 5) | (2,)
print(n_in, n_out, total, gx.shape)
