"""Attach a release to the texts again: each article exact, moved, or gone; each tag where its passage stands now."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from annotate._articles.articles import read_articles
from annotate._codebook import Codebook
from annotate._csv_file.csv_file import read_csv
from annotate._exact_text import TEXT
from annotate._frames import Record
from annotate._release.anchors import Anchor, AnchoredText
from annotate._release.writing import ReleaseError
from annotate._tags import tag_table

_ANCHORS = ("first_words", "last_words", "all_words", "words")
OUTCOMES = ("exact", "moved", "gone")


def attach(folder: str | Path, texts: pd.DataFrame | str | Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put the texts back into a release.

    Parameters
    ----------
    folder : str or Path
        What `write_release` wrote.
    texts : DataFrame or path
        The articles: ``project.articles()``, what `read_articles` returned, or anything that it reads.

    Returns
    -------
    tags : DataFrame
        The tag table, with the text of each passage and its place in the text at hand; tags whose passage is gone are
        left out. Where every article is exact these are the tags as they were released, title and author as the
        release has them, or else the texts' own.
    articles : DataFrame
        One row per article of the release: ``article_id``; ``outcome``: ``"exact"`` (the same text), ``"moved"`` (the
        text is another, and passages were looked for in it by their words) or ``"gone"`` (no such article);
        ``tags``, ``found`` and ``edited``: how many tags it has, how many were found, and how many of these in other
        words within.

    Raises
    ------
    ReleaseError
        Where the folder holds no release.

    Notes
    -----
    An article is known by its text's SHA-256, else by its id, else by its address. Blanks, line ends, Unicode forms,
    case and punctuation make no difference to where a passage is found.

    Examples
    --------
    >>> import annotate, tempfile
    >>> where = Path(tempfile.mkdtemp())
    >>> project = annotate.open_project(where / "study.db")
    >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday."]}))
    >>> _ = project.tag("vote", 0, 28, "reported_fact", coder="mj")
    >>> tags, articles = attach(annotate.write_release(project, where / "release"), project.articles())
    >>> tags.equals(project.tags()), articles["outcome"].tolist()
    (True, ['exact'])
    """
    released, about = _read(Path(folder))
    pages = texts if isinstance(texts, pd.DataFrame) else read_articles(texts)
    places = released.groupby("article_id", sort=False).groups
    known = _Known(pages.to_dict("records"))
    rows: list[Record] = []
    outcomes = []
    for article in about.to_dict("records"):
        page, is_exact = known.of(article)
        part = released.loc[places.get(article["article_id"], [])]
        found = [] if page is None else _attached(part, page, is_exact=is_exact)
        rows += [row for row, _ in found]
        outcome = "gone" if page is None else "exact" if is_exact else "moved"
        edited = sum(is_edited for _, is_edited in found)
        outcomes.append((article["article_id"], outcome, len(part), len(found), edited))
    frame = pd.DataFrame(rows, columns=[name for name in released.columns if name not in _ANCHORS], dtype=object)
    articles = pd.DataFrame(outcomes, columns=["article_id", "outcome", "tags", "found", "edited"])
    return tag_table(frame), articles.astype({"article_id": TEXT, "outcome": TEXT})


def _read(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    missing = [name for name in ("tags.csv", "articles.csv", "codebook.yaml") if not (folder / name).is_file()]
    if missing:
        raise ReleaseError(f"There is no release in {str(folder)!r}: it has no {missing[0]}. Name the folder itself.")
    tags = read_csv(folder / "tags.csv", codebook=Codebook.read(folder / "codebook.yaml"))
    if not set(_ANCHORS) <= set(tags.columns):
        raise ReleaseError(f"The tags in {str(folder)!r} have no hashes of their words: this is no release.")
    return tags, pd.read_csv(folder / "articles.csv", dtype=str, keep_default_na=False)


class _Known:
    """The texts at hand, by their hash, their id and their address."""

    def __init__(self, pages: Sequence[Record]) -> None:
        readable = [page for page in pages if page.get("text")]
        self._by: dict[str, dict[object, Record]] = {
            "article_sha256": {_sha256(page["text"]): page for page in readable},
            "article_id": {page.get("article_id"): page for page in readable},
            "url": {page["url"]: page for page in readable if page.get("url")},
        }

    def of(self, article: Record) -> tuple[Record | None, bool]:
        """Return an article's page, and whether its text is the same."""
        for name, pages in self._by.items():
            if page := pages.get(article.get(name)):
                return page, _sha256(page["text"]) == article["article_sha256"]
        return None, False


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _attached(tags: pd.DataFrame, page: Record, *, is_exact: bool) -> list[tuple[Record, bool]]:
    """Return each tag whose passage stands in the text, with its text and place, and whether it was edited."""
    text = page["text"]
    anchored = None if is_exact else AnchoredText(text)
    found: list[tuple[Record, bool]] = []
    for tag in tags.to_dict("records"):
        start, end, is_whole = tag["start"], tag["end"], True
        if anchored is not None:
            anchor = Anchor(tag["first_words"], tag["last_words"], tag["all_words"], int(tag["words"]))
            place = anchored.find(anchor, near=start)
            if place is None:
                continue
            start, end, is_whole = place
            start, end = _with_its_marks(text, start, end)
        filled: Record = {name: tag[name] or page.get(name) or "" for name in ("title", "author")}
        sha256 = tag["article_sha256"] if is_exact else _sha256(text)
        place_now: Record = {"start": start, "end": end, "text": text[start:end], "article_sha256": sha256}
        found.append(({**tag, **filled, **place_now}, not is_whole))
    return found


_OPENING = frozenset("«“„‘'\"([¿¡")


def _with_its_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a passage with the marks that open and close its sentence: anchors know its words alone."""
    while start and text[start - 1] in _OPENING:
        start -= 1
    while end < len(text) and not text[end].isspace() and not text[end].isalnum() and text[end] not in "«“„([¿¡":
        end += 1
    return start, end
