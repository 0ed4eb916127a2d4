# Word vectors by the skip-gram model.
import numpy as np

corpus = "the quick brown fox jumps over the lazy dog while the cat sleeps near the quick fox".split()
vocab = sorted(set(corpus))
word_to_id = {w: i for i, w in enumerate(vocab)}
V, D, WINDOW, NEG = len(vocab), 7, 2, 3


def pairs(words, window):
    for i, center in enumerate(words):
        for j in range(max(0, i - window), min(len(words), i + window + 1)):
            if i != j:
                yield word_to_id[center], word_to_id[words[j]]


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


rng = np.random.default_rng(3)
emb_in = rng.normal(scale=0.1, size=(V, D))  #: emb_in (12, 7)
emb_out = np.zeros((V, D))  #: emb_out (12, 7)
counts = np.bincount([word_to_id[w] for w in corpus], minlength=V)  #: counts (max(12,n),) is (12,)
noise = counts**0.75  #: noise (max(12,n),) is (12,)
noise = noise / noise.sum()  #: noise (max(12,n),) is (12,)

for epoch in range(3):
    for c, o in pairs(corpus, WINDOW):
        neg = rng.choice(V, size=NEG, p=noise)  #: neg (3,)
        idx = np.concatenate(([o], neg))  #: idx (4,)
        labels = np.zeros(NEG + 1)  #: labels (4,)
        labels[0] = 1
        v = emb_in[c]  #: v (7,)
        U = emb_out[idx]  #: U (4, 7)
        score = sigmoid(U @ v)  #: score (4,)
        err = score - labels  #: err (4,)
        grad_v = err @ U  #: grad_v (7,)
        grad_U = np.outer(err, v)  #: grad_U (4, 7)
        emb_in[c] -= 0.05 * grad_v
        np.subtract.at(emb_out, idx, 0.05 * grad_U)

unit = emb_in / np.linalg.norm(emb_in, axis=1, keepdims=True)  #: unit (12, 7)
similarity = unit @ unit.T  #: similarity (12, 12)
query = unit[word_to_id["fox"]]  #: query (7,)
nearest = np.argsort(similarity[word_to_id["fox"]])[::-1][1:4]  #: nearest (3,)
analogy = unit[word_to_id["fox"]] - unit[word_to_id["dog"]] + unit[word_to_id["cat"]]  #: analogy (7,)
cooc = np.zeros((V, V), dtype=np.int32)  #: cooc (12, 12)
for a, b in pairs(corpus, 1):
    cooc[a, b] += 1
total = cooc.sum()  #: total ()
ppmi = np.maximum(0, np.log2(cooc * total / (cooc.sum(0) * cooc.sum(1)[:, None]) + 1e-8))  #: ppmi (12, 12)
U, S, Vt = np.linalg.svd(ppmi)  #: S (12,); U (12, 12); Vt (12, 12)
reduced = U[:, :2] * S[:2]  #: reduced (12, 2)
print(len(nearest), reduced.shape, analogy.shape, query @ query > 0.99)
