"""A project's own cues: kept inside the project, so that every coder on it gets the same suggestions."""

from pathlib import Path

import yaml

from annotate._project.project import Project
from annotate._suggestions.languages.cue_files import Given, load_cues

_NAME = "cues"


def keep_cues(project: Project, cues: Given) -> None:
    """Keep a project's own cues in it; `None` forgets them.

    Parameters
    ----------
    project : Project
    cues : str, Path or mapping
        A YAML file laid out like the shipped ones, or the same as a mapping: see `load_cues`.

    Raises
    ------
    CueError
        Where they cannot be used; what the project kept before stays.
    """
    if cues is None:
        project._kept.write(_NAME, "")
        return
    load_cues("", cues)
    text = Path(cues).read_text(encoding="utf-8") if isinstance(cues, str | Path) else yaml.safe_dump(dict(cues))
    project._kept.write(_NAME, text)


def own_cues(project: Project) -> Given:
    """Return the cues that a project keeps, as `suggest` takes them; nothing where it keeps none."""
    text = project._kept.read(_NAME)
    return yaml.load(text, Loader=yaml.BaseLoader) if text else None  # noqa: S506 (it makes texts of everything)
