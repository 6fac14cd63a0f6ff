"""What the process that bots are forked from has read before, by importing it: see ``tests.nursery``."""

import gc

import holidays.countries  # noqa: F401  every country is a module that is read when it is first asked for
import httpcore  # noqa: F401  read when the first client is made

from flows.linkage.rulebook import shipped_rules
from tests import nursery  # noqa: F401  the command line with all that it needs
from tests.wordbooks import shipped_templates, word_book

word_book()
shipped_templates()
shipped_rules()
gc.freeze()  # a collection in a fork would copy every page of what is shared
