"""Makes the French notebooks: the English ones' code, with the texts of `french.yaml`. Run it after a change of either."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
TRANSLATED = ("01_tag_articles", "02_balance_by_source", "03_agreement")


def french(name: str) -> str:
    """Return a notebook in French, as the text of its file; a cell whose text is missing is a KeyError."""
    book: dict[str, Any] = json.loads((HERE / f"{name}.ipynb").read_text("utf-8"))
    texts = yaml.safe_load((HERE / "french.yaml").read_text("utf-8"))[name]
    for cell in book["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = spaced(texts[cell["id"]]).splitlines(keepends=True)
        else:
            cell["outputs"], cell["execution_count"] = [], None
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def spaced(text: str) -> str:
    """Return a French text with the spaces that do not break, but for what is code."""
    parts = re.split(r"(```.*?```|`[^`\n]*`)", text, flags=re.DOTALL)
    return "".join(
        part
        if part.startswith("`")
        else re.sub(r"(?<=\S) (?=[:;?!»%](?:\s|$|[).,*]))", "\u00a0", part).replace("« ", "«\u00a0")
        for part in parts
    )


if __name__ == "__main__":
    for one in TRANSLATED:
        (HERE / f"{one}.fr.ipynb").write_text(french(one), "utf-8")
