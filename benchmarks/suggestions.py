"""How good the suggestions are: precision, recall and F1 per language and label.

    python benchmarks/suggestions.py                 on the data beside the project, both halves
    python benchmarks/suggestions.py tags.csv …      on tag tables of your own (the coders' labels are the truth)

Every set is cut in two by a hash of its articles' names: the rules were made with the first half in sight and are only
counted on the second.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

DATA = Path(os.environ.get("ANNOTATE_REAL_DATA", Path(__file__).parents[2] / "shared"))
