"""How good the suggestions are: precision, recall and F1 per language and label.

    python benchmarks/suggestions.py                 on the data beside the project, both halves
    python benchmarks/suggestions.py tags.csv …      on tag tables of your own (the coders' labels are the truth)

Every set is cut in two, article by article: the rules were made with the first half in sight and are only counted on
the second. `ANNOTATE_REAL_DATA` says where the data lies that is not part of the project; see `tests/reference`.
"""

import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import annotate
from annotate._suggestions.languages.cue_files import load_cues
from annotate._suggestions.measured.scores import same_speaker, score_suggestions

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from reference import attributed, french, hostile_sentences, ordinary, parallel, varied

DATA = Path(os.environ.get("ANNOTATE_REAL_DATA", Path(__file__).parents[2] / "shared")) / "data"
HALVES = ("looked at", "only counted")


def claims(rows: pd.DataFrame) -> dict[str, float]:
    """Score the suggestions on a reference with `is_claim` and, for each row, the wordings of its speaker."""
    found = annotate.suggest(rows)
    given = (found["label"] == "attributed_claim").to_numpy()
    true = rows["is_claim"].to_numpy()
    right = int((given & true).sum())
    named = [
        (who, names)
        for who, names, ours, theirs in zip(found["speaker"], rows["said_by"], given, true, strict=True)
        if ours and theirs and names
    ]
    answered = [(who, names) for who, names in named if who]
    known = sum(bool(names) for names, theirs in zip(rows["said_by"], true, strict=True) if theirs)
    same = sum(any(same_speaker(who, name) for name in names) for who, names in answered)
    return {
        "claims": int(true.sum()), "precision": right / max(given.sum(), 1), "recall": right / true.sum(),
        "f1": 2 * right / (true.sum() + given.sum()),
        "speaker_precision": same / max(len(answered), 1), "speaker_recall": same / max(known, 1),
    }  # fmt: skip


def french_reference() -> pd.DataFrame:
    rows = french.reference(DATA / "fr_wikinews")
    # a date line or a credit is known from its line; the reference has no such column
    rows["is_claim"] = rows["label"] == "attributed_claim"
    rows["said_by"] = [[name] if name else [] for name in rows["said_by"]]
    return rows


def print_quality() -> None:
    print("\nClaims and their speakers, sentence by sentence\n")
    english = attributed.reference(DATA / "gum_news")
    readings = (
        ("fr", "codebook", french_reference()),
        ("en", "codebook", english),
        ("en", "trees alone", english.assign(is_claim=english["is_attributed"])),
        ("en", "our sentences", varied.sentences("en")),
        ("fr", "our sentences", varied.sentences("fr")),
    )
    rows = [
        {"language": language, "reading": reading, "half": "both" if half is None else HALVES[half], **scored}
        for language, reading, reference in readings
        for half in (0, 1, None)
        for scored in [claims(reference if half is None else reference[reference["half"] == half])]
    ]
    print(pd.DataFrame(rows).round(3).to_string(index=False))


STRENGTHS = (0.5, 0.9, 0.95, 0.97, 1.01)
"""Scores, from which to which a row of the reliability table goes."""


def reliability() -> pd.DataFrame:
    """Return of how many claims with such a score how many are claims indeed, by language and half."""
    english = attributed.reference(DATA / "gum_news")
    kept = []
    for language, parts in {"fr": [french_reference()], "en": [english]}.items():
        for rows in (*parts, varied.sentences(language)):
            found = annotate.suggest(rows)
            is_given = (found["label"] == "attributed_claim").to_numpy()
            kept.append(rows[is_given].assign(language=language, score=found["score"].to_numpy()[is_given]))
    table = pd.concat(kept)
    bounds = pd.cut(table["score"], STRENGTHS, right=False).astype(str)
    groups = table.groupby(["language", bounds.rename("scores"), "half"], observed=True)
    return groups.agg(
        claims=("is_claim", "size"), mean_score=("score", "mean"), right=("is_claim", "mean")
    ).reset_index()


def print_reliability() -> None:
    print("\nReliability: of suggested claims with such a score, how many are claims (half 0 set the scores)\n")
    print(reliability().round(3).to_string(index=False))


def print_mouths() -> None:
    print("\nSentences of which the speaker is known by construction: how many have a wrong one, how many none\n")
    for name, made in (("ordinary", ordinary.sentences()), ("hostile", hostile_sentences.sentences())):
        rows = ordinary.as_passages(made)
        rows = rows.assign(speaker=annotate.suggest(rows)["speaker"])[rows["asked"]]
        for language, some in rows.groupby("language"):
            is_open = some["speaker"] == ""
            pairs = zip(some["speaker"], some["said_by"], strict=True)
            is_right = np.array([any(same_speaker(who, name) for name in names) for who, names in pairs])
            is_asked = some["said_by"].map(bool)
            wrong, left = int((~is_open & ~is_right).sum()), int((is_open & is_asked).sum())
            print(f"{name:9} {language}: {len(some)} sentences, {wrong} wrong, {left} of {is_asked.sum()} left open")


def print_parallel() -> None:
    print("\nThe same sentence in French and in English gets the same suggestion (PUD)\n")
    pairs = parallel.parallel(DATA / "ud")
    labels = {
        code: annotate.suggest(parallel.as_passages(pairs[code], code))["label"].to_numpy() for code in ("fr", "en")
    }
    for half in (0, 1, None):
        here = np.full(len(pairs), True) if half is None else (pairs["half"] == half).to_numpy()
        fr, en = labels["fr"][here] != "", labels["en"][here] != ""
        one_in_both = 2 * (fr & en).sum() / (fr.sum() + en.sum())
        name = "both" if half is None else HALVES[half]
        print(
            f"{name:13} {len(fr):5} sentences, the same for {(fr == en).mean():.3f}; "
            f"claims in French {fr.sum()}, in English {en.sum()}, in common {(fr & en).sum()} (F1 {one_in_both:.3f})"
        )


def print_conditionals() -> None:
    print("\nFrench conditionals found, against the treebanks\n")
    from annotate._suggestions.attribution.mood import conditionals
    from annotate._suggestions.attribution.words import Words

    for name in ("fr_gsd-ud-dev", "fr_gsd-ud-test", "fr_pud-ud-test"):
        right = given = true = 0
        for text, expected in parallel.conditional_sentences(DATA / "ud" / f"{name}.conllu").itertuples(index=False):
            words = Words(text, [], load_cues("fr"))
            found = [words.lower[nth] for nth in conditionals(words)]
            third = [word for word in expected if word.endswith(("ait", "aient"))]
            right += sum(min(found.count(word), third.count(word)) for word in set(found))
            given, true = given + len(found), true + len(third)
        print(f"{name:16} {true:4} there, precision {right / given:.3f}, recall {right / true:.3f}")


def print_verbs() -> None:
    print("\nQuotation verbs of the list beside the project that occur in the French articles\n")
    known, unknown = quote_verbs_that_occur()
    print(f"{len(known)} of {len(known) + len(unknown)} verbs are cues; not so: {', '.join(sorted(unknown)) or 'none'}")


AUXILIARIES = set("êtes suis soit soient serait seraient sera seront fut furent fussent fusse eut eurent".split())
"""They stand in the list for the passive; by themselves they quote nothing."""

PERSONS = ("ons", "ions", "ez", "ais", "ât", "s", "ue", "ues", "ie", "e")
"""Ends of forms that a third person never has, or that agree with a noun."""


def quote_verbs_that_occur() -> tuple[set[str], set[str]]:
    """Return the verbs whose listed forms occur: the infinitives of cues, and the forms of the others."""
    lines = (DATA / "quote_verbs" / "french.txt").read_text(encoding="utf-8").splitlines()
    listed = {form.strip() for form in lines if re.fullmatch(r"\w+", form.strip())} - AUXILIARIES
    texts = " ".join(french.text_of(path.read_bytes()) for path in sorted((DATA / "fr_wikinews").glob("*.html")))
    verbs = load_cues("fr").verbs
    known, unknown = set(), set()
    for form in listed & set(re.findall(r"\w+", texts.lower())):
        lemmas = {"sais": "savoir", "veux": "vouloir"}.get(form) or _verb_of(form, verbs)
        (known if lemmas else unknown).add(lemmas or form)
    return known, unknown


def _verb_of(form: str, verbs: dict[str, Any]) -> str:
    stems = (form.removesuffix(end) for end in ("", *PERSONS) if form.endswith(end))
    tried = (stem + end for stem in stems for end in ("", "e", "s", "oit", "er"))
    return next((verbs[found][-1].lemma for found in tried if found in verbs), "")


def print_speed(articles: int = 1000) -> None:
    print(f"\nSpeed, {articles} articles, one core\n")
    pages = [french.text_of(path.read_bytes()) for path in sorted((DATA / "fr_wikinews").glob("*.html"))]
    texts = [pages[nth % len(pages)] for nth in range(articles)]
    from annotate._passages.passages import cut

    page = pd.DataFrame({"article_id": [str(nth) for nth in range(articles)], "source": "", "language": "fr"})
    passages = cut(page.assign(text=texts))
    annotate.suggest(passages.head(20))  # the cues are read once
    taken = min(_seconds(lambda: annotate.suggest(passages)) for _ in range(3))
    size = sum(len(text.encode()) for text in texts) / 1e6
    floor = min(_seconds(lambda: [re.findall(r"\w+|[^\w\s]", text) for text in texts]) for _ in range(3))
    print(
        f"{size:.1f} MB in {taken:.1f} s: {size / taken:.2f} MB/s; "
        f"{taken / floor:.0f} times what it takes to cut the same texts into words"
    )


def opinion_cues() -> pd.DataFrame:
    """Return how often each kind of cue, and each that fires five times, stands in a subjective sentence."""
    read = pd.concat([pd.read_csv(DATA / "newssd_en" / f"{name}.csv") for name in ("train", "val")])
    rows = read.reset_index(drop=True).rename(columns={"Sentence": "text"})
    rows = rows.assign(article_id=[f"s{nth}" for nth in range(len(rows))], language="en", start=0)
    found = annotate.suggest(rows.assign(end=rows["text"].str.len()))
    hits = pd.DataFrame(
        [
            {"kind": kind, "cue": text[start:end].lower(), "sentence": nth, "is_subjective": label == "SUBJ"}
            for nth, (text, cues, label) in enumerate(zip(rows["text"], found["cues"], rows["Label"], strict=True))
            for start, end, kind in cues
            if kind in OPINION_CUES
        ]
    )
    of_kinds = hits.drop_duplicates(["kind", "sentence"]).assign(cue="all")
    counted = pd.concat([of_kinds, hits.drop_duplicates(["kind", "cue", "sentence"])])
    table = counted.groupby(["kind", "cue"])["is_subjective"].agg(["size", "mean"]).reset_index()
    table = table.rename(columns={"size": "sentences", "mean": "precision"}).query("sentences >= 5")
    return table.assign(base=(rows["Label"] == "SUBJ").mean()).sort_values(
        ["kind", "sentences"], ascending=[True, False]
    )


OPINION_CUES = ("evaluative", "modal", "first_person", "irony", "question")


def print_opinion_cues() -> None:
    print("\nCues of opinion in English: how many of the sentences that hold one are subjective, beside all\n")
    print(opinion_cues().round(2).to_string(index=False))


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def main() -> None:
    pd.set_option("display.width", 160)
    if sys.argv[1:]:
        for path in sys.argv[1:]:
            print(f"\n{path}\n")
            print(score_suggestions(annotate.read_csv(path)).round(3).to_string(index=False))
        return
    print_quality()
    print_reliability()
    print_mouths()
    print_parallel()
    print_conditionals()
    print_verbs()
    print_opinion_cues()
    print_speed()


if __name__ == "__main__":
    main()
