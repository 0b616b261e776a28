"""Sort, filter, change and lengthen a file of tags in LibreOffice, save it, and see what is said of each row.

    python benchmarks/libreoffice.py [PYTHON]

PYTHON is one that knows LibreOffice's UNO (`apt-get install libreoffice-calc-nogui python3-uno`; /usr/bin/python3).
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

import annotate

IN_LIBREOFFICE = r"""
import subprocess, sys, time, uno
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet import TableFilterField
from com.sun.star.table import TableSortField

folder = sys.argv[1]
profile = f"-env:UserInstallation=file://{folder}/profile"
subprocess.Popen(["soffice", "--headless", "--norestore", profile, "--accept=pipe,name=annotate;urp;"])
here = uno.getComponentContext()
resolver = here.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
for _ in range(120):
    try:
        there = resolver.resolve("uno:pipe,name=annotate;urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.5)
desktop = there.ServiceManager.createInstance("com.sun.star.frame.Desktop")
CSV = "Text - txt - csv (StarCalc)"

def given(**values):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())

opened = given(Hidden=True, FilterName=CSV, FilterOptions="44,34,76,1")
document = desktop.loadComponentFromURL(f"file://{folder}/tags.csv", "_blank", 0, opened)
sheet = document.Sheets.getByIndex(0)
cursor = sheet.createCursor()
cursor.gotoEndOfUsedArea(False)
last, width = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn + 1
place = {sheet.getCellByPosition(nth, 0).String: nth for nth in range(width)}
every = sheet.getCellRangeByPosition(0, 0, width - 1, last)
by_text = TableSortField(Field=place["text"], IsAscending=False)
fields = uno.Any("[]com.sun.star.table.TableSortField", (by_text,))
every.sort(given(SortFields=fields, ContainsHeader=True))
french = TableFilterField()
french.Field, french.StringValue, french.IsNumeric = place["language"], "fr", False
french.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
descriptor = every.createFilterDescriptor(True)
descriptor.ContainsHeader = True
descriptor.setFilterFields((french,))
every.filter(descriptor)
sheet.getCellByPosition(place["label"], 1).String = "reported_fact"
for nth in range(width):  # a row of one's own, copied from another and changed
    sheet.getCellByPosition(nth, last + 1).String = sheet.getCellByPosition(nth, 2).String
for name, value in {"tag_id": "", "coder": "zoe", "label": "reported_fact"}.items():
    sheet.getCellByPosition(place[name], last + 1).String = value
document.storeToURL(f"file://{folder}/saved.csv", given(FilterName=CSV, FilterOptions="44,34,76,1,,0,true,true,false"))
document.close(True)
desktop.terminate()
"""


def main() -> None:
    python = sys.argv[1] if len(sys.argv) > 1 else "/usr/bin/python3"
    texts = ["The council votes on Friday. It will fail, alas. =1+1 is two.", "L’eau monte. « Rien », dit la préfète."]
    pages = pd.DataFrame(
        {"article_id": ["vote", "flood"], "text": texts, "language": ["en", "fr"], "source": "Courier"}
    )
    with tempfile.TemporaryDirectory() as name, annotate.open_project(Path(name) / "study.db") as project:
        project.add(pages)
        for row in project.passages("mj").itertuples():
            project.tag(row.article_id, row.start, row.end, "opinion", coder="mj", note="=2+3")
        before = project.tags()
        annotate.write_csv(before, Path(name) / "tags.csv", excel=True)
        subprocess.run([python, "-c", IN_LIBREOFFICE, name], check=True, stderr=subprocess.DEVNULL, timeout=300)
        saved = annotate.read_csv(Path(name) / "saved.csv")
        assert len(saved) == len(before) + 1
        assert set(saved["text"]) == set(before["text"])
        for row, said in zip(saved.itertuples(), project.add_tags(saved).itertuples(), strict=True):
            print(f"{row.coder} {row.label} on {row.text!r}: {said.outcome} {said.reason}")
        assert len(project.tags()) == len(before) + 1


if __name__ == "__main__":
    main()
