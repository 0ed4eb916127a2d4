"""Entry point: python main.py"""
from config import BATCH_SIZE, EPOCHS, LAYER_SIZES, SEED
from data import load_data, iterate_minibatches
from nn.layers import Dense, Relu
from nn.losses import softmax_cross_entropy
from nn.model import Model
import nn.optim as optim
import numpy as np


def build(rng):
    model = Model()
    for i, (n_in, n_out) in enumerate(zip(LAYER_SIZES[:-1], LAYER_SIZES[1:])):
        model.add(Dense(n_in, n_out, rng))
        if i < len(LAYER_SIZES) - 2:
            model.add(Relu())
    return model


def train(model, X, t, optimizer):
    losses = []
    for epoch in range(EPOCHS):
        for xb, tb in iterate_minibatches(X, t, BATCH_SIZE):
            scores = model.forward(xb)
            loss, dscores = softmax_cross_entropy(scores, tb)
            model.backward(dscores)
            optimizer.update(model.params(), model.grads())
            losses.append(loss)
    return np.array(losses)


def main():
    rng = np.random.default_rng(SEED)
    X_train, t_train, X_test, t_test = load_data(rng)
    model = build(rng)
    losses = train(model, X_train, t_train, optim.Momentum(lr=0.1))
    scores = model.forward(X_test)
    predictions = scores.argmax(axis=1)
    accuracy = (predictions == t_test).mean()
    print(losses.shape, 0 <= accuracy <= 1)


if __name__ == "__main__":
    main()
