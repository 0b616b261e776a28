"""In Taguette's environment: its codebook as REFI-QDA, with our labels for tags. It exchanges no projects."""

import json
import sys
from pathlib import Path

from taguette.database import Tag
from taguette.export import codebook_xml

folder = Path(sys.argv[1])
labels = sorted({tag["label"] for tag in json.loads((folder / "ours.tags").read_text("utf-8"))})
codebook_xml([Tag(path=label, description="") for label in labels], folder / "back" / "taguette.qdc")
print(f"trial: Taguette writes a codebook of {', '.join(labels)}")
