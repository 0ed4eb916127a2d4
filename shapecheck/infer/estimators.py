"""Estimators of scikit-learn: how many axes what they give and what they have learned has.

References: the API documentation of scikit-learn. What is given for sparse matrices, or for tables where that is asked
for (`set_output`), is no array; nothing here is said of estimators that may do otherwise for plain data.
"""

import ast
from collections.abc import Iterable, Mapping, Sequence

from shapecheck.core.array import Array
from shapecheck.core.dim import Size
from shapecheck.core.shape import Shape
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.values import Assumed, Library, Value

__all__ = ["ESTIMATORS", "known_attributes", "learned"]

# Classes by module, what their methods give by how many axes it has, and what they have after they were fitted.
_CLASSES: Sequence[tuple[str, str, str, str]] = (
    (
        "decomposition",
        "IncrementalPCA PCA TruncatedSVD",
        "fit_transform:2 transform:2 inverse_transform:2",
        "components_:2 explained_variance_:1 explained_variance_ratio_:1 singular_values_:1",
    ),
    ("decomposition", "FastICA FactorAnalysis IncrementalPCA PCA SparsePCA", "", "components_:2 mean_:1"),
    ("decomposition", "FastICA KernelPCA NMF SparsePCA", "fit_transform:2 transform:2 inverse_transform:2", ""),
    ("decomposition", "FactorAnalysis", "fit_transform:2 transform:2", ""),
    ("decomposition", "NMF", "", "components_:2"),
    ("manifold", "Isomap LocallyLinearEmbedding MDS SpectralEmbedding TSNE", "fit_transform:2", "embedding_:2"),
    ("manifold", "Isomap LocallyLinearEmbedding", "transform:2", ""),
    (
        "cluster",
        "KMeans MiniBatchKMeans",
        "fit_predict:1 predict:1 fit_transform:2 transform:2",
        "cluster_centers_:2 labels_:1",
    ),
    ("cluster", "AgglomerativeClustering DBSCAN SpectralClustering", "fit_predict:1", "labels_:1"),
    (
        "mixture",
        "BayesianGaussianMixture GaussianMixture",
        "fit_predict:1 predict:1 predict_proba:2 score_samples:1",
        "means_:2 weights_:1",
    ),
    ("neighbors", "KernelDensity", "score_samples:1 sample:2", ""),
    ("svm", "SVC NuSVC", "predict:1 predict_proba:2", "support_vectors_:2 support_:1"),
    ("svm", "SVR NuSVR", "predict:1", "support_vectors_:2 support_:1"),
    ("svm", "LinearSVC LinearSVR", "predict:1", ""),
    ("naive_bayes", "BernoulliNB GaussianNB MultinomialNB", "predict:1 predict_proba:2", ""),
    ("linear_model", "LogisticRegression SGDClassifier", "predict:1 predict_proba:2", "coef_:2 intercept_:1"),
    # These may be given several targets: then there is one more axis.
    ("linear_model", "ElasticNet Lasso LinearRegression Ridge", "predict:1+", "coef_:1+"),
    ("ensemble", "RandomForestClassifier RandomForestRegressor", "predict:1+", "feature_importances_:1"),
    ("neighbors", "KNeighborsClassifier KNeighborsRegressor", "predict:1+", ""),
    ("tree", "DecisionTreeClassifier DecisionTreeRegressor", "predict:1+", "feature_importances_:1"),
)
_FITTING = ("fit", "partial_fit")
# Functions of two sets of points, or of two rows of labels.
_FUNCTIONS: Mapping[str, int] = {
    "metrics.pairwise_distances": 2, "metrics.pairwise_distances_argmin": 1, "metrics.confusion_matrix": 2,
    "metrics.pairwise.cosine_similarity": 2, "metrics.pairwise.euclidean_distances": 2,
    "metrics.pairwise.rbf_kernel": 2,
}  # fmt: skip
_OF_EXAMPLES = frozenset({"fit_predict", "fit_transform", "inverse_transform", "predict", "predict_proba",
                          "score_samples", "transform"})  # fmt: skip


def _array(machine: Machine, rank: str, rows: Size | None = None) -> Array:
    """Return an array of so many axes, the first of them of a known size; `1+` where it may have one more."""
    sizes: list[Size] = [machine.symbols.named("size") for _ in range(int(rank[0]))]
    if rows is not None:
        sizes[0] = rows
    own = tuple(sizes)
    return Array(Shape(own, "..."), supposed=Shape(own)) if rank.endswith("+") else Array(Shape(own))


def _giving(rank: str, *, of_examples: bool = True) -> Builtin:
    def run(machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
        first = values[0] if values else keywords.get("X")
        known = first if isinstance(first, Array) and not isinstance(first, Assumed) else None
        return _array(machine, rank, known.shape.axis(0) if of_examples and known is not None else None)

    return run


def _itself(name: str) -> Builtin:
    def run(*_: object) -> Value:
        return Library(name)

    return run


def _table() -> tuple[Mapping[str, Builtin], Mapping[str, str]]:
    functions: dict[str, Builtin] = {}
    attributes: dict[str, str] = {}
    for module, classes, methods, left in _CLASSES:
        for name in classes.split():
            made = f"sklearn.{module}.{name}()"
            functions |= {f"{made}.{own}": _itself(made) for own in _FITTING}
            functions[made[:-2]] = _itself(made)
            for method in methods.split():
                own, _, rank = method.partition(":")
                functions[f"{made}.{own}"] = _giving(rank, of_examples=own in _OF_EXAMPLES)
            attributes |= {f"{made}.{own.partition(':')[0]}": own.partition(":")[2] for own in left.split()}
    functions |= {f"sklearn.{name}": _giving(str(rank), of_examples=False) for name, rank in _FUNCTIONS.items()}
    return functions, attributes


ESTIMATORS: Mapping[str, Builtin]
_LEARNED: Mapping[str, str]
ESTIMATORS, _LEARNED = _table()


def known_attributes() -> Iterable[str]:
    """Return the full names of what fitted estimators have."""
    return _LEARNED.keys()


def learned(machine: Machine, owner: str, name: str) -> Array | None:
    """Return what a fitted estimator has under a name; None where that is not known to be an array."""
    rank = _LEARNED.get(f"{owner}.{name}")
    return None if rank is None else _array(machine, rank)
