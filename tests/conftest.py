"""For every test: property tests try the same examples each time, so that a run says something about the change.

``make soak`` looks further, with new examples each time.
"""

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True)
settings.register_profile("searching", max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
