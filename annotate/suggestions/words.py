"""The words of one passage, with what lies in a quotation masked, and the groups of words that may name a speaker."""

from collections.abc import Sequence

from annotate.suggestions.cues import MASK, Cues, word_pattern
from annotate.suggestions.quotations import Quotation

Group = tuple[int, int]
"""Words from the first to before the second."""

_BOUNDARIES = frozenset(',;:()[]—–.!?…/|«»“”"')
_PARTICLES = frozenset(("de", "du", "d'", "la", "le", "von", "van", "der", "den", "al", "el", "bin", "ben", "di", "da"))
_NOTHING: frozenset[str] = frozenset()

SHORT_QUOTATION = 3
"""Words: fewer in quotation marks, without a verb that introduces them, are a name or a scare quote."""


class Words:
    """The words and marks of one passage; a long quotation is one of them.

    Attributes
    ----------
    few_quoted : list of int
        Where a few words stand in quotation marks.
    raw, lower : list of str
        As written, and in lower case with straight apostrophes.
    starts, ends : list of int
        Code points of the passage.
    """

    def __init__(self, text: str, quoted: Sequence[Quotation], cues: Cues) -> None:
        found = list(word_pattern(cues.language).finditer(masked(text, quoted) if quoted else text))
        self.text = text
        self.cues = cues
        self.raw = [match[0] for match in found]
        self.lower = [word.lower().replace("’", "'") for word in self.raw]
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        self.few_quoted = [part.start for part in quoted if is_short(text, part)]

    def __len__(self) -> int:
        return len(self.raw)

    def kind(self, name: str) -> frozenset[str]:
        """Give one of the language's lists of words."""
        return self.cues.words.get(name, _NOTHING)

    def written(self, group: Group) -> str:
        """Give a group of words as written."""
        return " ".join(self.text[self.starts[group[0]] : self.ends[group[1] - 1]].split())

    def is_mask(self, nth: int) -> bool:
        """Tell whether a word is a quotation."""
        return 0 <= nth < len(self) and self.raw[nth][0] == MASK

    def is_boundary(self, nth: int) -> bool:
        """Tell whether a group of words ends here."""
        return not 0 <= nth < len(self) or self.raw[nth] in _BOUNDARIES or self.raw[nth][0] == MASK

    def is_name(self, nth: int) -> bool:
        """Tell whether a word is written like a name, and is no other word that begins a sentence."""
        if not 0 <= nth < len(self) or not self.raw[nth][0].isupper():
            return False
        word = self.lower[nth]
        return word not in self.kind("not_names") and not self._is_grammar(word)

    def _is_grammar(self, word: str) -> bool:
        return any(word in self.kind(name) for name in _GRAMMAR)

    def may_begin(self, nth: int) -> bool:
        """Tell whether a group that names somebody may begin with a word."""
        word = self.lower[nth]
        return word in self.kind("determiners") or self.is_name(nth) or self.is_person_word(word)

    def is_person_word(self, word: str) -> bool:
        """Tell whether a word names a role, a body, or somebody unnamed."""
        return (
            word in self.kind("roles")
            or word in self.kind("collective")
            or word in self.kind("unnamed")
            or (word in self.kind("titles"))
        )

    def is_verb(self, nth: int) -> bool:
        """Tell whether a word is one of the language's auxiliaries, or surely a verb that reports."""
        word = self.lower[nth]
        if word in self.kind("auxiliaries") or word in self.kind("be"):
            return True
        before = self.lower[nth - 1] if nth else ""
        verbs = self.cues.verbs.get(word, ())
        return (
            any(verb.shape == "finite" and not verb.rest for verb in verbs)
            and (before not in self.kind("determiners") and before not in self.kind("linking"))
            and not self.is_person_word(word)
        )

    # Groups that may name a speaker ----------------------------------------------------------------------

    def group_after(self, nth: int, most: int = 14) -> Group | None:
        """Give the group of words that begins at a word, if it may name somebody."""
        if nth >= len(self) or self.is_boundary(nth) or not self.may_begin(nth):
            return None
        end = self._end(nth, min(len(self), nth + most))
        return (nth, end) if end > nth else None

    def group_before(self, nth: int) -> Group | None:
        """Give the group of words that ends before a word: the subject of the verb there."""
        end = nth
        if end and self.lower[end - 1] in self.kind("relative"):
            end -= 1
        if end > 1 and self.raw[end - 1] == ")" and "(" in self.raw[:end]:
            end -= self.raw[:end][::-1].index("(") + 1
        if end and self.raw[end - 1] == ",":
            return self._around_apposition(end - 1)
        first = self._first(end)
        return self._group(first, end)

    def first_group(self) -> Group | None:
        """Give the first group that may name somebody: the subject of the sentence, as a rule."""
        at = 0
        if len(self) and self.lower[0] in self.kind("stops") and "," in self.raw[:16]:
            at = self.raw.index(",") + 1
        while at < len(self) and not self.is_mask(at) and (self.is_boundary(at) or not self.may_begin(at)):
            at += 1
        return self.group_after(at) if at < len(self) else None

    def _around_apposition(self, comma: int) -> Group | None:
        """Read “the mayor, Ann Lee,” and “Ann Lee, the mayor,” before a verb."""
        inner = self._first(comma)
        if inner and self.raw[inner - 1] == "," and inner < comma:
            if self.names(inner, comma) == [(inner, comma)]:
                return inner, comma
            head = self._group(self._first(inner - 1), inner - 1)
            return head or self._group(inner, comma)
        return self._group(inner, comma) if inner < comma else None

    def _first(self, end: int) -> int:
        """Give where the words before ``end`` begin to belong together."""
        first = end
        while first and not self._divides(first - 1):
            first -= 1
        return first

    def _divides(self, nth: int) -> bool:
        word = self.lower[nth]
        if self.is_boundary(nth) or word in self.kind("that") or word in _CLAUSES:
            # the point of “M.” or “Mr.” is no end
            return not (self.raw[nth] == "." and nth and self.lower[nth - 1] + "." in self.kind("titles"))
        return word in self.kind("conjunctions") and any(self.is_verb(other) for other in range(max(0, nth - 12), nth))

    def _group(self, first: int, end: int) -> Group | None:
        begins = [nth for nth in range(first, end) if self.may_begin(nth) and self._is_free(nth, first)]
        if not begins:
            return None
        is_adverbial = self.lower[first] in self.kind("stops")
        start = begins[-1] if is_adverbial else begins[0]
        last = self._end(start, end)
        return (start, last) if last > start else None

    def _is_free(self, nth: int, first: int) -> bool:
        """Tell whether a word does not hang on the one before it."""
        if nth == first:
            return True
        before = self.lower[nth - 1]
        hangs = before in self.kind("linking") or before in self.kind("determiners") or self.is_name(nth - 1)
        if hangs or before in self.kind("roles"):
            return False
        if before in self.kind("stops"):
            return self.lower[first] not in self.kind("stops")
        return self.lower[nth] in self.kind("determiners") or not self.is_person_word(before)

    def _end(self, start: int, limit: int) -> int:
        end = start
        while end < limit and not self._ends(end, start):
            end += 1
        while end > start and self.lower[end - 1] in (self.kind("linking") | self.kind("determiners") | _DANGLING):
            end -= 1
        return end

    def _ends(self, nth: int, start: int) -> bool:
        word = self.lower[nth]
        if self.raw[nth] == "." and self.lower[nth - 1] + "." in self.kind("titles") and nth > start:
            return False
        if self.is_boundary(nth):
            return True
        if word in self.kind("conjunctions"):
            return not (self.is_name(nth - 1) and self.is_name(nth + 1))
        return nth > start and not self.is_name(nth) and (word in self.kind("stops") or self.is_verb(nth))

    # Names ------------------------------------------------------------------------------------------------

    def names(self, start: int = 0, end: int | None = None) -> list[Group]:
        """Give each run of words written like a name, with the particles inside it."""
        end = len(self) if end is None else end
        found: list[Group] = []
        nth = start
        while nth < end:
            if not self.is_name(nth):
                nth += 1
                continue
            first = nth
            nth = self._name_end(nth, end)
            found.append((first, nth))
        return found

    def _name_end(self, nth: int, end: int) -> int:
        nth += 1
        while nth < end:
            if self.is_name(nth) or self._is_initial(nth) or self._is_article_of_name(nth):
                nth += 1
            elif self.raw[nth] in _PARTICLES and nth + 1 < end and self.is_name(nth + 1) and self._binds(nth):
                nth += 2
            else:
                break
        return nth

    def _is_article_of_name(self, nth: int) -> bool:
        """Tell whether a capital article is inside a name: *Marine Le Pen*."""
        return self.raw[nth] in ("Le", "La", "De", "Du", "Van", "Von", "Al", "El", "Ben", "Der") and self.is_name(
            nth + 1
        )

    def _is_initial(self, nth: int) -> bool:
        return self.raw[nth] == "." and len(self.raw[nth - 1]) == 1

    def _binds(self, nth: int) -> bool:
        """Tell whether a particle is inside a name: *Dominique de Villepin*, not *Microsoft de Redmond*."""
        return self.raw[nth] not in ("la", "le") and not self.is_person_word(self.lower[nth - 1])


_GRAMMAR = (
    "determiners", "stops", "that", "condition", "masculine", "feminine", "plural", "impersonal", "first_person",
    "relative", "conjunctions", "linking", "auxiliaries", "be", "between", "titles", "question",
)  # fmt: skip
_CLAUSES = frozenset(
    ("mais car parce puisque lorsque lorsqu' quand si où dont but because while when as if where whose whom").split()
)
_DANGLING = frozenset(("a", "ont", "aussi", "also", "y", "en", "-", "'s"))


def masked(text: str, quoted: Sequence[Quotation]) -> str:
    """Replace what lies in quotation marks; a name or a scare quote keeps its words and loses its marks."""
    pieces = []
    at = 0
    for part in quoted:
        inner = text[part.start : part.end]
        pieces.append(text[at : part.start])
        if is_short(text, part):
            pieces.append(f" {inner[1:-1]} ")
        else:
            pieces.append(MASK * len(inner))
        at = part.end
    pieces.append(text[at:])
    return "".join(pieces)


def is_short(text: str, part: Quotation) -> bool:
    """Tell whether a quotation is but a few words that no punctuation sets off."""
    if not (part.opens and part.closes):
        return False
    inner = text[part.start + 1 : part.end - 1].strip()
    before, after = text[: part.start].rstrip()[-1:], text[part.end :].lstrip()[:1]
    is_set_off = (
        (before in ("", ":") and after != "") or (after == "," and before in ("", ",")) or inner[-1:] in (*".,!?",)
    )
    return len(inner.split()) <= SHORT_QUOTATION and not is_set_off
