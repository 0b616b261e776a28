"""The words of one passage, with what lies in a quotation masked, and the groups of words that may name a speaker."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from annotate._suggestions.attribution.quoted_spans import Quotation
from annotate._suggestions.attribution.tokens import UNSEEN, as_in_a_sentence, is_headline, is_short, masked, tokens_of
from annotate._suggestions.languages.language import MASK, Cues
from annotate._wrapped_lines import as_read

Group = tuple[int, int]
"""Words from the first to before the second."""

_BOUNDARIES = frozenset(',;:()[]—–.!?…/|«»“”"')


_NO_ENDING = ("\0",)


class Words:
    """The words and marks of one passage; a long quotation is one of them.

    Attributes
    ----------
    few_quoted : list of int
        Where a few words stand in quotation marks.
    phrases : list of (int, int, str)
        Each phrase of the cues: its words, and its kind.
    raw, lower : list of str
        As written, and in lower case with straight apostrophes.
    starts, ends : list of int
        Code points of the passage.
    """

    def __init__(self, text: str, quoted: Sequence[Quotation], cues: Cues) -> None:
        self.text = text
        self.cues = cues
        self.kind = cues.words.__getitem__
        """One of the language's lists of words, by its name; empty where it has none."""
        self.raw, self.starts, self.ends = tokens_of(masked(text, quoted, cues) if quoted else text, cues)
        self.lower = [word.lower() for word in self.raw]
        if "’" in text:
            self.lower = [word.replace("’", "'") for word in self.lower]
        self.is_headline = is_headline(self.raw)
        if self.is_headline:
            self.raw = as_in_a_sentence(self.raw, self.lower, cues, self.is_person_word)
        self.few_quoted = [part.start for part in quoted if is_short(text, part)]
        self.phrases = list(self._phrases())
        self._names = self._written_like_names()
        self._is_name = frozenset(self._names)

    def __len__(self) -> int:
        return len(self.raw)

    def _phrases(self) -> Iterator[tuple[int, int, str]]:
        """Return each phrase of the cues; the longest where several begin together."""
        known, lower = self.cues.phrases, self.lower
        after = 0
        for nth in [at for at, word in enumerate(lower) if word in known]:
            if nth < after:
                continue
            second = lower[nth + 1] if nth + 1 < len(lower) else ""
            for phrase, kind in known[lower[nth]]:
                if len(phrase) == 1 or (phrase[1] == second and tuple(lower[nth : nth + len(phrase)]) == phrase):
                    after = nth + len(phrase)
                    yield nth, after, kind
                    break

    def endings(self, name: str) -> tuple[str, ...]:
        """Return how words of some sort end in the language; what no word ends with where its file says nothing."""
        return self.cues.endings.get(name, _NO_ENDING)

    def is_plural(self, word: str) -> bool:
        """Whether a noun ends as many do: “officials”, not “press” or “mayor's”."""
        return word.endswith(self.endings("plural_endings")) and not word.endswith(self.endings("singular_endings"))

    def has(self, trait: str) -> bool:
        """Whether the language has a trait of grammar that its file names."""
        return trait in self.cues.traits

    def written(self, group: Group) -> str:
        """Return a group of words as written."""
        text = as_read(self.text[self.starts[group[0]] : self.ends[group[1] - 1]])
        return " ".join(UNSEEN.sub("", text).split())

    def is_mask(self, nth: int) -> bool:
        """Whether a word is a quotation."""
        return 0 <= nth < len(self) and self.raw[nth][0] == MASK

    def is_boundary(self, nth: int) -> bool:
        """Whether a group of words ends here."""
        return not 0 <= nth < len(self) or self.raw[nth] in _BOUNDARIES or self.raw[nth][0] == MASK

    def is_name(self, nth: int) -> bool:
        """Whether a word is written like a name, and is no other word that begins a sentence."""
        return nth in self._is_name

    def _written_like_names(self) -> list[int]:
        grammar, lower = self.cues.grammar, self.lower
        capitals = [nth for nth, word in enumerate(self.raw) if word[0].isupper()]
        if self.has("capital nouns"):
            capitals = [nth for nth in capitals if not self._is_german_noun(nth)]
        names = [nth for nth in capitals if lower[nth] not in grammar or self._is_acronym(nth)]
        return names[1:] if names[:1] == [0] and self._opens_with_participle() else names

    def _opens_with_participle(self) -> bool:
        """Whether a sentence begins with “Asked about …” or *Contacté, …*, whose capital makes no name."""
        ends = self.cues.opening_participles
        after = self.lower[1:2]
        is_free = bool(after) and after[0] in self.kind("stops") | self.kind("agents") | {","}
        return bool(ends) and self.lower[0].endswith(ends) and is_free

    def _is_german_noun(self, nth: int) -> bool:
        """Whether a word is a German noun, and so a capital no name: after a determiner, or a word for a role."""
        before = self.lower[nth - 1] if nth else ""
        return before in self.kind("determiners") or self.is_person_word(self.lower[nth])

    def _is_acronym(self, nth: int) -> bool:
        """Whether a word is an acronym, as WHO and IT amid words in small letters; not “who” and “it”."""
        around = (other for other in (nth - 1, nth + 1) if 0 <= other < len(self) and self.raw[other].isalpha())
        return (
            len(self.raw[nth]) > 1
            and self.raw[nth].isalpha()
            and self.raw[nth].isupper()
            and any(self.raw[at].islower() for at in around)
        )

    def may_begin(self, nth: int) -> bool:
        """Whether a group that names somebody may begin with a word."""
        word = self.lower[nth]
        return word in self.kind("determiners") or self.is_name(nth) or self.is_person_word(word)

    def is_person_word(self, word: str) -> bool:
        """Whether a word names a role (*ex-députée* too), a body, or somebody unnamed."""
        word = word.removeprefix(_FORMER)
        is_one = any(word in self.kind(name) for name in ("roles", "collective", "unnamed", "titles"))
        return is_one or (word.endswith("s") and (word[:-1] in self.kind("roles") or word[:-1] in self.kind("unnamed")))

    def is_verb(self, nth: int) -> bool:
        """Whether a word is one of the language's auxiliaries, or surely a verb that reports."""
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
        """Return the group of words that begins at a word, if it may name somebody."""
        if nth >= len(self) or self.is_boundary(nth) or not self.may_begin(nth):
            return None
        end = self._end(nth, min(len(self), nth + most))
        return (nth, end) if end > nth else None

    def group_before(self, nth: int) -> Group | None:
        """Return the group of words that ends before a word: the subject of the verb there."""
        end = nth
        if end and self.lower[end - 1] in self.kind("relative") and not self._is_acronym(end - 1):
            return self._antecedent(end - 1)
        if end > 1 and self.raw[end - 1] == ")" and "(" in self.raw[:end]:
            end -= self.raw[:end][::-1].index("(") + 1
        if end and self.raw[end - 1] in _ASIDE:
            return self._around_aside(end - 1)
        first = self._first(end)
        return self._group(first, end)

    def _antecedent(self, end: int) -> Group | None:
        """Return whom *qui* and “who” stand for: the name or the group right before, a comma aside."""
        end -= end > 0 and self.raw[end - 1] == ","
        names = [run for run in self.names(max(0, end - 8), end) if run[1] == end]
        group = self._group(self._first(end), end)
        if names and (group is None or not self.is_person_word(self.lower[names[0][0] - 1])):
            is_whole = group is not None and not any(self.is_verb(nth) for nth in range(group[0], end))
            return group if is_whole and group is not None and group[1] == end and end - group[0] < 7 else names[0]
        return group

    def first_group(self) -> Group | None:
        """Return the first group that may name somebody: the subject of the sentence, as a rule."""
        at = 0
        if len(self) and self.lower[0] in self.kind("stops") and "," in self.raw[:16]:
            at = self.raw.index(",") + 1
        while at < len(self) and not self.is_mask(at) and (self.is_boundary(at) or not self.may_begin(at)):
            at += 1
        return self.group_after(at) if at < len(self) else None

    def _around_aside(self, mark: int) -> Group | None:
        """Read whom an aside is about: “Ann Lee, 54, who chairs the union, says”, “Lee – the mayor – says”.

        An aside that is nothing but a name is who speaks (“the mayor, Ann Lee, says”); any other is about what stands
        before it. Where nothing does, the words before the mark are the subject (“Asked twice, the mayor, says”).
        """
        first = self._opening(mark)
        if first > 1 and self.lower[first - 2] in self.kind("relative"):
            return self._antecedent(first - 2)  # “it was Ann Lee who, at last, said”
        inner = self.names(first, mark)
        while first > 1 and self._is_aside(first, mark):
            head = self._group(self._first(first - 1), first - 1)
            is_titled = first < mark and self.lower[first] + "." in self.kind("titles")
            if (
                inner
                and inner[-1][1] == mark
                and (inner[0][0] == first or is_titled)
                and not self._is_full(head, first)
            ):
                return inner[-1]
            if head is not None and head[1] == first - 1:
                return self._named_before(head) or head
            mark, first = first - 1, self._opening(first - 1)
        return self._group(first, mark) if first < mark else None

    def _named_before(self, head: Group) -> Group | None:
        """Return the name of which a role is but an aside: “Ann Lee, the harbour master, whose office …, says”."""
        run = (0, head[0] - 1)
        return run if self.raw[run[1] : head[0]] == [","] and self.names(*run) == [run] else None

    def _is_full(self, head: Group | None, first: int) -> bool:
        """Whether what stands before an aside ends with a whole name: “Sen. Jane Holt, R-Kelmouth,”."""
        names = self.names(*head) if head else []
        return bool(names) and names[-1][1] == first - 1 and names[-1][1] - names[-1][0] > 1 and names[0] == names[-1]

    def _opening(self, mark: int) -> int:
        """Return the word after the mark that opens what another mark closes; a dash closes what a dash opened."""
        closing = self.raw[mark]
        for nth in range(mark - 1, -1, -1):
            if self.raw[nth] == closing or (self.is_boundary(nth) and not self._is_point_of_name(nth)):
                return nth + 1
        return 0

    def _is_aside(self, first: int, mark: int) -> bool:
        """Whether words between two marks tell of whom stands before: a relative clause, an age, a role, a place."""
        if self.raw[first - 1] != self.raw[mark]:
            return False
        word = self.lower[first]
        clause = next((nth for nth in range(first + 1, mark) if self._opens_relative(nth)), mark)
        is_apposition = self.may_begin(first) and not any(self.is_verb(nth) for nth in range(first, clause))
        is_place = word in self.kind("linking") or word in self.kind("stops") or self._is_participle_of(first)
        is_further = first > 1 and self.raw[self._opening(first - 1)][0].isdigit()  # “Ann Lee, 54, a baker, says”
        return self._opens_relative(first) or is_apposition or is_place or word[0].isdigit() or is_further

    def _is_participle_of(self, nth: int) -> bool:
        """Read “led by Ann Lee”, *présidée par Anne Roy*: it tells of whom stands before."""
        word, after = self.lower[nth], self.lower[nth + 1 : nth + 2]
        return (
            word.endswith(self.cues.opening_participles or _NO_ENDING)
            and bool(after)
            and after[0] in self.kind("agents")
        )

    def _opens_relative(self, nth: int) -> bool:
        return self.lower[nth] in self.kind("relative") or self.lower[nth] in self.kind("relatives")

    def _first(self, end: int) -> int:
        """Return where the words before ``end`` begin to belong together."""
        first = end
        while first and not self._divides(first - 1):
            first -= 1
        return first

    def _divides(self, nth: int) -> bool:
        word = self.lower[nth]
        if nth and f"{self.lower[nth - 1]} {word}" in self.kind("undivided"):
            return False
        if self.is_boundary(nth) or word in self.kind("that") or word in self.kind("clause_openers"):
            return not self._is_point_of_name(nth)
        return word in self.kind("conjunctions") and any(self.is_verb(other) for other in range(max(0, nth - 12), nth))

    def _is_point_of_name(self, nth: int) -> bool:
        """Whether a point belongs to a name, as in “Mr.” and “C. Roy”, and ends no sentence."""
        if self.raw[nth] != "." or not nth or not self.is_name(nth + 1):
            return False
        before = self.raw[nth - 1]
        is_short = self.lower[nth - 1] + "." in self.kind("titles") or self.lower[nth - 1] in self.kind("shortened")
        return is_short or (len(before) == 1 and before.isupper())

    def _group(self, first: int, end: int) -> Group | None:
        begins = [nth for nth in range(first, end) if self.may_begin(nth) and self._is_free(nth, first)]
        if begins and self.lower[first] in self.kind("stops"):
            begins = begins[-1:]
        groups = ((start, self._end(start, end)) for start in begins)
        return next((group for group in groups if group[1] > group[0]), None)

    def _is_free(self, nth: int, first: int) -> bool:
        """Whether a word does not hang on the one before it."""
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
        while end > start and self._dangles(end - 1):
            end -= 1
        return end

    def _dangles(self, nth: int) -> bool:
        word = self.lower[nth]
        is_grammar = word == "-" or any(word in self.kind(name) for name in ("linking", "determiners", "dangling"))
        return is_grammar or (word in self.kind("between") and self.raw[nth].islower())

    def _ends(self, nth: int, start: int) -> bool:
        word = self.lower[nth]
        if nth > start and self._is_point_of_name(nth):
            return False
        if self.is_boundary(nth):
            return True
        if self.has("capital nouns") and nth > start and self.raw[nth - 1][0].isupper() and self.raw[nth][0].islower():
            return word not in self.kind("linking") and word not in self.kind("determiners")
        if word in self.kind("conjunctions"):
            return not (self.is_name(nth - 1) and self.is_name(nth + 1))
        if nth == start or self.is_name(nth):
            return False
        is_small = word in self.kind("stops") or word in self.kind("governing")
        return is_small or self.is_verb(nth) or self._has_object(nth)

    def _has_object(self, nth: int) -> bool:
        """Whether a word has an object, as “made” in “the court made a decision”: before “a” stands some verb."""
        word, after = self.lower[nth], self.lower[nth + 1 : nth + 2]
        return (
            self.has("verbs like nouns")
            and bool(after)
            and after[0] in self.kind("indefinite")
            and word.isalpha()
            and word not in self.cues.grammar
        )

    # Names ------------------------------------------------------------------------------------------------

    def names(self, start: int = 0, end: int | None = None) -> list[Group]:
        """Return each run of words written like a name, with the particles inside it."""
        end = len(self) if end is None else end
        found: list[Group] = []
        after = start
        offices = self.kind("offices")
        for nth in self._names[bisect_left(self._names, start) :]:
            if nth >= end:
                break
            if nth >= after and not (self.lower[nth] in offices and self.is_name(nth + 1) and nth + 1 < end):
                after = self._name_end(nth, end)
                found.append((nth, after))
        return found

    def _name_end(self, nth: int, end: int) -> int:
        if self._is_body_told(nth, end):
            return nth + 1
        nth += 1
        while nth < end:
            if self.is_name(nth) or self._is_initial(nth) or self._is_article_of_name(nth):
                nth += 1
            elif nth + 1 < end and self._joins_names(nth) and self.is_name(nth + 1):
                nth += 2
            else:
                break
        return nth

    def _is_body_told(self, nth: int, end: int) -> bool:
        """Whether a body is told something, as *l'AFP* in *a dit à l'AFP Gilles Roy*, and does not speak."""
        word, told = self.raw[nth], nth > 1 and self.lower[nth - 2] in self.kind("told_to")
        return (
            told and word.isupper() and len(word) > 1 and all(self.is_name(at) for at in (nth + 1, nth + 2) if at < end)
        )

    def _joins_names(self, nth: int) -> bool:
        """Whether a small word stands inside a name: a particle, or “and” in another language's title."""
        if self.raw[nth] == "&" or self.raw[nth] in self.kind("joining"):
            return True
        return self.raw[nth] in self.kind("particles") and self._binds(nth)

    def _is_article_of_name(self, nth: int) -> bool:
        """Whether a capital article is inside a name: *Marine Le Pen*."""
        return self.raw[nth].istitle() and self.lower[nth] in self.kind("name_articles") and self.is_name(nth + 1)

    def _is_initial(self, nth: int) -> bool:
        return self.raw[nth] == "." and len(self.raw[nth - 1]) == 1

    def _binds(self, nth: int) -> bool:
        """Whether a particle is inside a name: *Dominique de Villepin*, not *Microsoft de Redmond*."""
        return self.raw[nth] not in self.kind("loose_particles") and not self.is_person_word(self.lower[nth - 1])


_ASIDE = (",", "–", "—", "-")
_FORMER = "ex-"
