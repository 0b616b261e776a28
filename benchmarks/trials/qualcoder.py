"""In QualCoder's environment: its own import reads our .qdpx into its database, and its own export writes one.

QualCoder is on no package index: the environment variable QUALCODER names the folder of its source (the one that
holds `src`). Its windows are not shown, its questions are answered, and what its `App` holds is held by a stand-in;
the tables are made by the statements of its `new_project`.
"""

import ast
import builtins
import json
import os
import sqlite3
import sys
from pathlib import Path
from types import SimpleNamespace

folder = Path(sys.argv[1])
source = Path(os.environ["QUALCODER"]) / "src"
sys.path.insert(0, str(source))
os.environ |= {"QT_QPA_PLATFORM": "offscreen", "HOME": str(folder)}
builtins._ = lambda text: text

from PyQt6 import QtWidgets
from qualcoder import refi

screen = QtWidgets.QApplication([])
refi.Message = lambda *_: SimpleNamespace(exec=lambda: None)


def made_tables(connection):
    """Run the statements with which QualCoder's `new_project` makes its tables."""
    tree = ast.parse((source / "qualcoder" / "__main__.py").read_text("utf-8"))
    function = next(node for node in ast.walk(tree) if getattr(node, "name", "") == "new_project")
    calls = [node.args[0] for node in ast.walk(function) if isinstance(node, ast.Call) and node.args]
    texts = [node.value for node in calls if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    for text in dict.fromkeys(texts):
        if text.startswith("CREATE TABLE"):
            connection.execute(text)
    connection.execute("insert into project (date, memo) values ('2026-01-01 00:00:00', '')")
    connection.commit()


def an_app(name):
    project = folder / f"{name}.qda"
    (project / "documents").mkdir(parents=True)
    (folder / ".qualcoder").mkdir(exist_ok=True)
    connection = sqlite3.connect(project / "data.qda")
    made_tables(connection)
    settings = {"codername": "default", "directory": str(folder), "ai_enable": "False", "fontsize": 10, "font": "Sans"}
    return SimpleNamespace(
        conn=connection, settings=settings, project_path=str(project), project_name=project.name, version="QualCoder",
        ai_models=[], write_config_ini=lambda *_: None, get_annotations=list, project_events=None,
    )  # fmt: skip


def imported(app, path):
    refi.QtWidgets.QFileDialog.getOpenFileName = lambda *_, **__: (str(path), True)
    refi.RefiImport(app, SimpleNamespace(append=print), path.suffix.removeprefix("."))


def exported(app, kind, where, *, for_maxqda=False):
    where.mkdir()
    refi.QtWidgets.QFileDialog.getExistingDirectory = lambda *_, **__: str(where)
    refi.RefiLineEndings.exec = lambda dialog: dialog.ui.radioButton_maxqda.setChecked(for_maxqda)
    refi.RefiExport(app, SimpleNamespace(append=print), kind)
    made = next(path for path in where.iterdir() if path.suffix in (".qdpx", ".qdc"))
    made.rename(folder / "back" / f"{where.name}{made.suffix}")


def seen(app):
    """Return the codings as QualCoder's database has them."""
    rows = app.conn.execute(
        "select source.name, pos0, pos1, seltext, code_name.name, code_text.owner, ifnull(code_text.memo, '') "
        "from code_text join source on source.id = fid join code_name on code_name.cid = code_text.cid"
    )
    return sorted(row for row in rows if not row[0].startswith("mixed"))


def wanted():
    tags = json.loads((folder / "ours.tags").read_text("utf-8"))
    names = ("title", "start", "end", "text", "label", "coder", "note")
    return sorted(tuple(tag[name] for name in names) for tag in tags if tag["article_id"] != "trial/mixed")


app = an_app("taken")
imported(app, folder / "ours.qdpx")
found, left = seen(app), wanted()
if found != left:
    sys.exit(f"QualCoder sees other codings, such as {sorted(set(found) ^ set(left))[:2]}")
print(f"trial: QualCoder sees {len(found)} codings, all with the same title, place, text, code, coder and memo")
exported(app, "project", folder / "as_text_is")
exported(app, "project", folder / "for_maxqda", for_maxqda=True)
book = an_app("book")
imported(book, folder / "ours.qdc")
exported(book, "codebook", folder / "book")
print("trial: QualCoder imports our codebook, and exports it")
