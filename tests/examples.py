"""How many cases each property is tried on: few each time, since they are other ones each time; more on demand.

`make quick` says `ANNOTATE_CASES=6`, `make long` a thousand; else there are forty.
"""

import os

from hypothesis import HealthCheck, settings

CASES = int(os.environ.get("ANNOTATE_CASES", "40"))

# A slow machine is no fault of the code: how long a case takes is no test. A fixture made once for all cases of a
# property is meant so.
settings.register_profile(
    "annotate",
    max_examples=CASES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("annotate")

FEWER = settings(max_examples=max(4, CASES // 3))
"""For properties whose every case writes files, or draws."""
