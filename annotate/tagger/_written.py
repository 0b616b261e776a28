"""A decision of the page on its way into the study; one by a label that was split since is asked again."""

from annotate._errors import TagError
from annotate._project.project import Project
from annotate.tagger import protocol

OF_ALL = ("source", "correct", "set_aside", "restore", "revise", "undo", "redo")
"""The kinds of decisions that change a page for every coder."""


def write(said: protocol.Decision, project: Project) -> tuple[str | None, TagError | None]:
    """Write a decision; return the article that an undo changed, and why a decision is asked again."""
    try:
        return said.write(project), None
    except TagError as error:
        if error.cause == "unasked":
            return None, error
        if error.cause != "split" or not isinstance(said.deed, protocol.Tag):
            raise
        project._look_again({**vars(said.deed)}, coder=said.coder, decision_id=said.decision)
        return None, error
