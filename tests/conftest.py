"""Settings of all tests: how long hypothesis searches, and how many threads multiply."""

import gc
import os
import time

import pytest
from hypothesis import HealthCheck, settings

# `pytest --hypothesis-profile=long` searches longer everywhere; `tests/ops/long_run.py` is the long run of the rules.
settings.register_profile("default", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", parent=settings.get_profile("default"), max_examples=2000)
settings.load_profile("default")

# The products of the tests are small: on a busy machine threads would wait for one another. NumPy reads this once, when
# it is imported, which no plugin of the tests has done yet.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Messages are tested in English; who speaks another language says so in the test.
os.environ["SHAPECHECK_LANG"] = "en"


@pytest.fixture
def soon():
    """Fail a test whose work is not bounded: it takes many times this, and bounded work a tenth of it or less.

    Speed is measured in `benchmarks/`. The collector rests: in a long run it goes through all that other tests made.
    """
    gc.collect()
    gc.disable()
    start = time.process_time()
    try:
        yield
    finally:
        gc.enable()
    assert time.process_time() - start < 20
