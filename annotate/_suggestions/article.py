"""Read one article, passage by passage, and say what each may be."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotate._boilerplate import boilerplate
from annotate._suggestions.agencies import agency_names
from annotate._suggestions.attribution.interviews import turns
from annotate._suggestions.attribution.mood import conditionals
from annotate._suggestions.attribution.quoted_spans import Quotation, quotations
from annotate._suggestions.attribution.sign import Sign
from annotate._suggestions.attribution.sign_finder import signs
from annotate._suggestions.attribution.speakers import NOBODY, Speaker, Speakers
from annotate._suggestions.attribution.tokens import is_short
from annotate._suggestions.attribution.words import Words
from annotate._suggestions.finding import CLAIM, EXCLUDED, Cue, Finding, Passage, Why, said
from annotate._suggestions.languages.language import Cues
from annotate._suggestions.source_change import proposed_sources
from annotate._suggestions.weights import WEIGHTS, score_of
from annotate._wording import Wording
from annotate._wrapped_lines import as_read


@dataclass
class _Reading:
    """A passage as read: its words, its quotations and the signs in it."""

    passage: Passage
    words: Words
    quoted: list[Quotation]
    signs: list[Sign]
    speakers: list[Speaker] = field(default_factory=list)
    turn: str | None = None
    """Who goes on speaking here in an interview, as written; empty where that is left open."""
    going_on: Speaker = NOBODY

    @property
    def best(self) -> int | None:
        """Which sign says most clearly that this is a claim."""
        if not self.signs:
            return None
        return max(range(len(self.signs)), key=lambda nth: (self.signs[nth].weight, bool(self.speakers[nth].name)))

    @property
    def speaker(self) -> Speaker:
        """The speaker of the whole passage: the outermost, the one named by the clearest sign."""
        named = [
            nth
            for nth in range(len(self.signs))
            if self.speakers[nth].name and self.signs[nth].weight >= WEIGHTS.threshold
        ]
        outer = [nth for nth in named if self.signs[nth].why == "according_to"]
        if outer:
            return self.speakers[outer[0]]
        return self.speakers[max(named, key=lambda nth: self.signs[nth].weight)] if named else NOBODY


def read_article(passages: Sequence[Passage], cues: Cues, say: Wording) -> list[Finding]:
    """Return one finding per passage, in order."""
    texts = [passage.text for passage in passages]
    _propose_excluded(passages)
    readings = [
        _read(passage, quoted, cues)
        for passage, quoted in zip(
            passages, quotations(texts, is_turned="turned quotation marks" in cues.traits), strict=True
        )
    ]
    _name_speakers(readings)
    quoting = _speakers_of_quotations(readings)
    findings = [_finding(readings, nth, quoting, say) for nth in range(len(readings))]
    _hint_at_free_speech(readings, findings)
    for finding, source in zip(findings, proposed_sources(passages, cues), strict=True):
        finding.proposed_source = source
    _name_the_agency(passages, findings, cues)
    return findings


def _name_the_agency(passages: Sequence[Passage], findings: Sequence[Finding], cues: Cues) -> None:
    """Read *l’agence* as the agency whose copy it stands in; where none is known it stays open who speaks."""
    source = ""
    for passage, finding in zip(passages, findings, strict=True):
        source = finding.proposed_source or source
        if finding.speaker.lower().replace("’", "'") in cues.words.get("the_agency", ()):
            is_agency = (source or passage.source) in agency_names()
            finding.speaker = (source or passage.source) if is_agency else ""
            finding.speaker_kind = finding.speaker_kind if is_agency else ""


_LONG_ENOUGH = 4
"""Words: a shorter passage may well stand twice."""


def _propose_excluded(passages: Sequence[Passage]) -> None:
    """Mark boilerplate and doubles that nobody has marked yet."""
    keys = [" ".join(passage.text.casefold().split()) for passage in passages]
    known = {key for key, passage in zip(keys, passages, strict=True) if passage.reason == "double"}
    seen: set[str] = set()
    for key, passage in zip(keys, passages, strict=True):
        is_double = key in seen and key not in known and key.count(" ") + 1 >= _LONG_ENOUGH
        seen.add(key)
        if passage.proposed_label:
            continue
        why = boilerplate(as_read(passage.text)) or ("double" if is_double else "")
        if why:
            passage.proposed_label, passage.reason = EXCLUDED, why


def _read(passage: Passage, quoted: list[Quotation], cues: Cues) -> _Reading:
    words = Words(passage.text, quoted, cues)
    return _Reading(passage, words, quoted, signs(words, bool(_long(passage.text, quoted))))


def _long(text: str, quoted: list[Quotation]) -> list[Quotation]:
    return [part for part in quoted if not is_short(text, part)]


def _name_speakers(readings: list[_Reading]) -> None:
    speakers = Speakers([reading.words for reading in readings])
    _add_turns(readings, speakers)
    for nth, reading in enumerate(readings):
        speakers.listen(nth, reading.words)
        for sign in reading.signs:
            reading.speakers.append(speakers.of(nth, reading.words, sign))
        if reading.turn is not None:
            reading.going_on = speakers.named(reading.turn)


def _add_turns(readings: list[_Reading], speakers: Speakers) -> None:
    """Add a sign where a name before a colon says whose words these are, and no other sign does."""
    words = [reading.words for reading in readings]
    found = turns(words, speakers.known(words))
    for reading, turn in zip(readings, found, strict=True):
        if turn is None or reading.passage.proposed_label:
            continue
        if turn.is_opening and turn.group is not None:
            at = turn.group[1]
            speaker = turn.group if turn.name else None
            reading.signs = [sign for sign in reading.signs if not turn.name or sign.first > at]
            reading.signs.insert(0, Sign("quoted", "reporting_verb", at, at + 1, WEIGHTS.named_before_colon, speaker))
        elif not reading.signs:
            reading.turn = turn.name


def _speakers_of_quotations(readings: list[_Reading]) -> dict[int, Speaker]:
    """Return who speaks in each quotation: named where it opens or closes, or by the passage before it."""
    found: dict[int, Speaker] = {}
    for reading in readings:
        for part in _long(reading.passage.text, reading.quoted):
            speaker = reading.speaker
            if speaker.name and (part.number not in found or not found[part.number].name):
                found[part.number] = speaker
            elif part.number not in found:
                found[part.number] = NOBODY
    return _with_neighbours(readings, found)


def _with_neighbours(readings: list[_Reading], found: dict[int, Speaker]) -> dict[int, Speaker]:
    """Return a quotation without a speaker of its own that of the passage before it."""
    above = NOBODY
    for reading in readings:
        here = reading.speaker
        for part in _long(reading.passage.text, reading.quoted):
            if not found[part.number].name and part.opens and part.start <= 2 and above.name:
                found[part.number] = above
            here = found[part.number] if not here.name else here
        above = here if here.name or not reading.quoted else above
    return found


def _hint_at_free_speech(readings: list[_Reading], findings: list[Finding]) -> None:
    """Underline a conditional right below a claim: it may carry on what was said there. Nothing is suggested of it."""
    for above, reading, finding in zip(findings, readings[1:], findings[1:], strict=False):
        if finding.label or above.label != CLAIM or not above.speaker:
            continue
        words, start = reading.words, reading.passage.start
        found = conditionals(words) if words.has("conditional") else _woulds(words)
        finding.cues = sorted(
            {*finding.cues, *((start + words.starts[nth], start + words.ends[nth], "indirect") for nth in found)}
        )


def _woulds(words: Words) -> list[int]:
    has_condition = any(word in words.kind("condition") for word in words.lower)
    return [] if has_condition else [nth for nth, word in enumerate(words.lower) if word in words.kind("hypothetical")]


def _finding(readings: list[_Reading], nth: int, quoting: dict[int, Speaker], say: Wording) -> Finding:
    reading = readings[nth]
    finding = Finding(cues=_cues(reading))
    parts = _long(reading.passage.text, reading.quoted)
    finding.quote_id = parts[0].number if parts else None
    if reading.passage.proposed_label == EXCLUDED:
        finding.label, finding.score = EXCLUDED, WEIGHTS.excluded
        finding.reason = said(Why("excluded", reading.passage.reason), say)
        return finding
    why, score, speaker, cue = _claim(reading, parts, quoting)
    if score >= WEIGHTS.threshold:
        finding.label, finding.score = CLAIM, score_of(score, reading.words.cues.language)
        finding.speaker, finding.speaker_kind = speaker.name, speaker.kind
        finding.reason = said(Why(why, cue, speaker.name), say)
    return finding


def _claim(reading: _Reading, parts: list[Quotation], quoting: dict[int, Speaker]) -> tuple[str, float, Speaker, str]:
    score, why, cue, speaker = 0.0, "", "", reading.speaker
    best = reading.best
    if best is not None:
        sign = reading.signs[best]
        score, why, cue = _together(reading.signs), sign.why, reading.words.written((sign.first, sign.last))
    if parts and score < WEIGHTS.threshold:
        quoted = quoting.get(parts[0].number, NOBODY)
        weight = _quotation_weight(reading, parts, quoted)
        if weight > score:
            score, speaker = weight, quoted
            why = "continued" if quoted.name else "quotation"
    elif parts and not speaker.name:
        speaker = quoting.get(parts[0].number, NOBODY)
    if score < WEIGHTS.threshold and reading.turn is not None:
        return ("continued" if reading.turn else "quotation"), WEIGHTS.turn_goes_on, reading.going_on, ""
    return why, score, speaker, cue


def _together(found: list[Sign]) -> float:
    doubt = 1.0
    for sign in found:
        doubt *= 1 - sign.weight
    return min(1 - doubt, WEIGHTS.most)


def _quotation_weight(reading: _Reading, parts: list[Quotation], speaker: Speaker) -> float:
    """Weigh a quotation that no verb introduces here."""
    size = sum(part.end - part.start for part in parts)
    is_whole = size > 0.8 * len(reading.passage.text)
    goes_on = any(not (part.opens and part.closes) for part in parts)
    if is_whole or goes_on:
        return WEIGHTS.whole_quotation_of_somebody if speaker.name else WEIGHTS.whole_quotation
    is_announced = any(reading.passage.text[: part.start].rstrip().endswith(":") for part in parts)
    return WEIGHTS.announced_quotation if is_announced else WEIGHTS.quotation_inside


# Cues -----------------------------------------------------------------------------------------------------


def _cues(reading: _Reading) -> list[Cue]:
    words, start = reading.words, reading.passage.start
    found = {(start + part.start, start + part.end, _quotation_kind(reading, part)) for part in reading.quoted}
    for sign in reading.signs:
        if sign.weight < WEIGHTS.threshold and not sign.speaker:
            continue
        found.add((start + words.starts[sign.first], start + words.ends[sign.last - 1], sign.kind))
    for first, last, kind in words.phrases:
        if kind in _SHOWN:
            found.add((start + words.starts[first], start + words.ends[last - 1], kind))
    if words.text.rstrip().endswith("?"):
        end = len(words.text.rstrip())
        found.add((start + end - 1, start + end, "question"))
    return sorted(found)


_SHOWN = ("evaluative", "modal", "first_person", "irony")


def _quotation_kind(reading: _Reading, part: Quotation) -> str:
    """Return what a quotation is: a scare quote is a few words in lower case that nobody is said to have said."""
    inner = reading.passage.text[part.start + 1 : part.end - 1].strip()
    is_scare = is_short(reading.passage.text, part) and inner[:1].islower()
    return "irony" if is_scare and not reading.signs else "quotation"
