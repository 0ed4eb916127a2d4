# wrong: line 9 IndexError
import numpy as np


def evaluate(y_true, y_prob):
    pred = np.argmax(y_prob, axis=1)  #: pred (11,)
    right = 0
    for i in range(y_true.shape[0]):
        if pred[i, 0] == y_true[i]:  #! error SHP106; raises IndexError
            right += 1
    return right / len(y_true)


y_prob = np.random.rand(11, 3)  #: y_prob (11, 3)
y_true = np.random.randint(0, 3, 11)  #: y_true (11,)
print(evaluate(y_true, y_prob))
