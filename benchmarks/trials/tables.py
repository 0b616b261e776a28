"""In an environment with DuckDB, Polars and its Excel readers: our Parquet file and workbook, read and written again.

LibreOffice opens the workbook and saves it again, where it is installed.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import polars

folder = Path(sys.argv[1])
names = ["article_id", "start", "end", "text", "label", "coder", "note", "title"]
left = sorted(tuple(tag[name] for name in names) for tag in json.loads((folder / "ours.tags").read_text("utf-8")))


def same(program, rows):
    # A workbook has no whole numbers, and no difference between an empty text and none.
    found = sorted(
        tuple(int(cell) if name in ("start", "end") else cell or "" for name, cell in zip(names, row, strict=True))
        for row in rows
    )
    if found != left:
        sys.exit(f"{program} sees other tags, such as {sorted(set(found) ^ set(left))[:2]}")
    print(f"trial: {program} sees {len(found)} tags, all with the same {', '.join(names)}")


parquet, book = folder / "ours.parquet", folder / "ours.xlsx"
columns = ", ".join(f'"{name}"' for name in names)
same("DuckDB, Parquet", duckdb.sql(f"select {columns} from '{parquet}'").fetchall())
duckdb.sql(f"copy (select * from '{parquet}') to '{folder / 'back' / 'duckdb.parquet'}' (format parquet)")
frame = polars.read_parquet(parquet)
same("Polars, Parquet", frame.select(names).rows())
frame.write_parquet(folder / "back" / "polars.parquet")
same("Polars (calamine), workbook", polars.read_excel(book, infer_schema_length=None).select(names).rows())
# Excel's times know no zone.
frame.with_columns(polars.col("tagged_at").dt.replace_time_zone(None)).write_excel(folder / "back" / "polars.xlsx")

office = shutil.which("soffice")
if office:
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "back"), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
print(f"trial: LibreOffice {'saved the workbook again' if office else 'not tried, since it is not installed'}")
