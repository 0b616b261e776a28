"""Why a label is suggested: a code with its cue and its speaker, said in one short sentence."""

from typing import NamedTuple

from annotate._wording import Wording


class Why(NamedTuple):
    """A code of the wording's ``reasons``, and what it names."""

    code: str
    cue: str = ""
    speaker: str = ""


def said(why: Why, say: Wording) -> str:
    r"""Return why.

    Examples
    --------
    >>> said(Why("verb", "said", "the engineers"), Wording("en"))
    '“said” attributes this to the engineers.'
    >>> said(Why("excluded", "double"), Wording("fr"))
    'Doublon\xa0: cette phrase figure aussi dans le texte.'
    """
    cue = " ".join(why.cue.split())
    if why.code == "excluded":
        kind = say.text(f"boilerplate.{cue}") if say.knows(f"boilerplate.{cue}") else cue
        return kind if cue == "double" else say.text("reasons.excluded", kind=kind)
    return say.text(f"reasons.{why.code}", cue=cue, speaker=why.speaker or say.text("reasons.someone"))
