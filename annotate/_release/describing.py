"""What a release says of itself: a data statement for people, and citation, DataCite and RO-Crate for programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from annotate._codebook import Codebook
from annotate._exact_text import TEXT
from annotate._json import JsonObject

VERSION = "annotate release, format 1"


@dataclass(frozen=True)
class About:
    """What a release says of itself."""

    title: str
    authors: Sequence[str]
    licence: str
    url: str

    @property
    def date(self) -> str:
        """The day of writing, ISO 8601."""
        return datetime.now(UTC).date().isoformat()


def statement(about: About, codebook: Codebook, tables: dict[str, pd.DataFrame]) -> str:
    """Return the data statement: what is in the folder, how it came about, and how the texts are put back."""
    tags, articles = tables["tags"], tables["articles"]
    days = sorted(day for day in articles["published"].astype(TEXT) if day)
    loader = PackageLoader("annotate._release", ".")
    environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=False)  # noqa: S701 (no HTML)
    return environment.get_template("statement.md.jinja").render(
        about=about,
        version=VERSION,
        codebook=codebook.id,
        tags=len(tags),
        coders=tags["coder"].nunique(),
        articles=len(articles),
        sources=sorted({str(source) for source in articles["source"] if source}),
        days=f"{days[0]} to {days[-1]}" if days else "not known",
        origins=tags["origin"].astype(TEXT).value_counts().to_dict(),
    )


def citation(about: About) -> JsonObject:
    """Return what CITATION.cff holds (Citation File Format 1.2.0)."""
    found: JsonObject = {
        "cff-version": "1.2.0",
        "message": "If you use these annotations, please cite them as below.",
        "type": "dataset",
        "title": about.title,
        "authors": [{"name": name} for name in about.authors] or [{"name": "Unknown"}],
        "date-released": about.date,
        "license": about.licence,
    }
    return {**found, "url": about.url} if about.url else found


def datacite(about: About) -> JsonObject:
    """Return the metadata by which DataCite registers a data set (schema 4)."""
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Annotations"},
        "titles": [{"title": about.title}],
        "creators": [{"name": name} for name in about.authors] or [{"name": "Unknown"}],
        "publicationYear": about.date[:4],
        "rightsList": [{"rightsIdentifier": about.licence, "rightsIdentifierScheme": "SPDX"}],
        "subjects": [{"subject": "media bias"}, {"subject": "content analysis"}],
        **({"url": about.url} if about.url else {}),
    }


def ro_crate(about: About, tables: Sequence[str]) -> JsonObject:
    """Return the folder's RO-Crate metadata (version 1.1)."""
    names = [f"{name}.csv" for name in tables] + ["codebook.yaml", "README.md", "CITATION.cff", "datacite.json"]
    kinds = {"csv": "text/csv", "json": "application/json", "md": "text/markdown"}
    files: list[JsonObject] = [
        {"@id": name, "@type": "File", "encodingFormat": kinds.get(name.rpartition(".")[2], "text/yaml")}
        for name in names
    ]
    about_itself: JsonObject = {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"}}
    whole: JsonObject = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": "Tags of news articles with their places, without the articles' texts.",
        "datePublished": about.date,
        "license": about.licence,
        "author": [{"@type": "Person", "name": name} for name in about.authors],
        "hasPart": [{"@id": name} for name in names],
    }
    conforms = {"conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}}
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [{**about_itself, **conforms}, whole, *files],
    }
