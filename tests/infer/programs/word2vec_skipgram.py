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
emb_in = rng.normal(scale=0.1, size=(V, D))
emb_out = np.zeros((V, D))
counts = np.bincount([word_to_id[w] for w in corpus], minlength=V)
noise = counts**0.75
noise = noise / noise.sum()

for epoch in range(3):
    for c, o in pairs(corpus, WINDOW):
        neg = rng.choice(V, size=NEG, p=noise)
        idx = np.concatenate(([o], neg))
        labels = np.zeros(NEG + 1)
        labels[0] = 1
        v = emb_in[c]
        U = emb_out[idx]
        score = sigmoid(U @ v)
        err = score - labels
        grad_v = err @ U
        grad_U = np.outer(err, v)
        emb_in[c] -= 0.05 * grad_v
        np.subtract.at(emb_out, idx, 0.05 * grad_U)

unit = emb_in / np.linalg.norm(emb_in, axis=1, keepdims=True)
similarity = unit @ unit.T
query = unit[word_to_id["fox"]]
nearest = np.argsort(similarity[word_to_id["fox"]])[::-1][1:4]
analogy = unit[word_to_id["fox"]] - unit[word_to_id["dog"]] + unit[word_to_id["cat"]]
cooc = np.zeros((V, V), dtype=np.int32)
for a, b in pairs(corpus, 1):
    cooc[a, b] += 1
total = cooc.sum()
ppmi = np.maximum(0, np.log2(cooc * total / (cooc.sum(0) * cooc.sum(1)[:, None]) + 1e-8))
U, S, Vt = np.linalg.svd(ppmi)
reduced = U[:, :2] * S[:2]
print(len(nearest), reduced.shape, analogy.shape, query @ query > 0.99)
