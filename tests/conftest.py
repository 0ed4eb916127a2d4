"""Settings of all tests: how long hypothesis searches."""

from hypothesis import HealthCheck, settings

# `pytest --hypothesis-profile=long` searches longer everywhere; `tests/ops/long_run.py` is the long run of the rules.
settings.register_profile("default", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", parent=settings.get_profile("default"), max_examples=2000)
settings.load_profile("default")
