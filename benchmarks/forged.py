"""Send a hundred thousand forged messages to every kind of page, and see that none does harm.

    python benchmarks/forged.py [MESSAGES]

They are those of `tests/forged.py`: true messages of each kind (tags, cuts, sources, answers, undo, shelf, queue,
search, adjudication, training, speakers, intake, revision) with words changed, taken away, added or exchanged: 10 MB of
a source or an id, wrong types, another coder's name or article, a claimed adjudication or score. After each the
decisions are counted; every few hundred all that was written is held against plain rules, and `check` is run.
"""

import sys
import tempfile
import time
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests import forged


def main() -> None:
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    warnings.simplefilter("ignore")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        answered = forged.send_all(Path(folder), -(-messages // 6), seed="benchmark", every=400)
    for name in dict.fromkeys(page for page, _ in answered):
        said = {kind: many for (page, kind), many in answered.items() if page == name}
        print(f"{name}: {sum(said.values()):,}:", ", ".join(f"{kind} {many:,}" for kind, many in sorted(said.items())))
    print(f"{sum(answered.values()):,} messages in {time.monotonic() - begun:,.0f} s; nothing written that may not be")


if __name__ == "__main__":
    main()
