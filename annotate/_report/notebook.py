"""The report as a notebook that computes the same and can be changed."""

from annotate._project.address import Address
from annotate._report.page import SECTIONS, Front
from annotate._report.study import is_tag_file
from annotate._wording import Wording

_IMPORTS = """from importlib.metadata import version

import pandas as pd

import annotate
from annotate._report import tables

"""


def report_cells(study: str, say: Wording, front: Front, by: str = "") -> list[str]:
    """Return the cells of a report on a study, named by its path or URL; by a further column where one is named."""
    of_tags = is_tag_file(study)
    counted = "tags" if of_tags else "project"
    cells = {
        "corpus": "tables.corpus(articles, passages)",
        "codebook": 'pd.DataFrame([vars(label) for label in codebook.labels])[["name", "key", "title", "definition"]]',
        "coders": "tables.coders(tags)",
        "comparison": f"annotate.compare({counted})",
        "agreement": f'pd.concat([annotate.agreement({counted}), annotate.agreement({counted}, "ualpha"), '
        f'annotate.agreement({counted}, by="label"), annotate.agreement({counted}, by="pair")])',
        "balance": f"table = annotate.balance({counted})\ntable",
        "speakers": "tables.most_quoted(tags)",
        "examples": "tables.examples(tags)",
        "limits": 'tags[["unsure"]].sum()',
        "method": 'pd.Series({name: version(name) for name in ("pandas", "numpy", "scipy", "matplotlib")})',
    }
    shown = [text for name in SECTIONS for text in (_head(name, say), cells[name])]
    plotted = f'annotate.plot_balance(table, language="{say.language}");'
    after = shown.index(cells["balance"]) + 1
    shown[after:after] = [plotted, *([f"annotate.balance({counted}, by={by!r})"] if by else [])]
    opened = _opened_tags(study) if of_tags else _opened_project(study)
    lead = [f"# {front.title or say.text('report.title')}", front.author, front.question]
    return ["\n\n".join(filter(None, lead)), _IMPORTS + opened, *shown]


def _head(name: str, say: Wording) -> str:
    return f"## {say.text(f'report.{name}')}\n\n{say.text(f'report.{name}_text')}"


def _opened_tags(study: str) -> str:
    return (
        f"tags = annotate.read_csv({study!r})\npassages, codebook = tags, annotate.Codebook.shipped()\n"
        'articles = tags.drop_duplicates("article_id").drop(columns="text")'
    )


def _opened_project(study: str) -> str:
    return (
        f"{Address.of(study).opening}\n"
        "tags, passages, articles = project.tags(), project.passages(), project.articles()\n"
        "codebook = project.codebook"
    )
