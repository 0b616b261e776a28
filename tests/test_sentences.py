"""Sentences: where each begins, in every language, and never a character lost."""

import re
import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate._passages.passages import split

"""How many generated texts; 100,000 in a longer run."""

LEAST = {"fr": 99.0, "en": 98.5}
"""Boundary F1 in hundredths."""

FRENCH = [
    "Il pleut.| Elle sort.",
    "« Rien à craindre », dit M. Roy.| Il ment.",
    "« Où ? » demande Mme de Wever.| Nul ne sait.",
    "Rome fut fondée en 753 av. J.-C. par Romulus.| Tout passe.",
    "La hausse du P.I.B. atteint 2 %.| Le reste stagne.",
    "H.R.F. Keating écrit.| J.K. Rowling aussi.",
    "Il voyage avec la Pan Am.| Le vol dure trois heures.",
    "Le pays tient à Dagobert I.| Ils l’aiment.",
    "M. Le Bihan part.| Mme La Fontaine reste.| Dr. De Smet revient.",
    "Elle prend la mer.| Lui reste à la fin.| Puis vient le jour.",
    "Il a trois buts ;| Le premier est clair ; Lyon le sait.",
    "Il a dit : « Je viens. »| Il est venu.",
    "Il a dit : « Qui vient ? ».| Nul n’est venu.",
    "« C’est fini. », répond le maire.",
    "Climat : Les Alpes fondent",
    "Il pleut...| Mais pas ici.",
    "Prix : 3.50 euros, art. 12 du code.| Voir p. 7.",
]
ENGLISH = [
    "It rains.| She leaves.",
    "Dr. Piers met Mr. Lee in the U.S. Senate.| They spoke.",
    "“Where?” asks the mayor.| Nobody knows.",
    "The G.D.P. growth is low.| The rest is coal.| For years it was.",
    "J.K. Rowling and George R.R. Martin write.",
    "He paid $3.50 at 5 p.m. on Friday.| Then he left!| Why?",
]
OTHERS = {
    "de": "Dr. Müller sprach am Freitag.| Er sagte z. B. nichts.",
    "es": "El viento viene del sur.| El Sr. Ruiz espera.| ¿Por qué?",
    "it": "Il dott. Bianchi parla.| Nessuno ascolta.",
    "zh": "市长星期五投票。|反对派拒绝了。",
    "ru": "Он пришёл.| Она ушла.",
    "xx": "It rains.| She leaves.",
}
EACH_ITS_WAY = [
    ("fr", "L’art. 12 du Code s’applique.| Il pleut."),
    ("fr", "J.-C. Morel et A. de Vigny sont venus."),
    ("fr", "Ce fut en 52 avant J.-C.| La ville tomba."),
    ("fr", "Film culte, classique parmi les classiques.|Enfin un conte bien adapté."),
    ("de", "Das war im 19. Jahrhundert.| Es regnet."),
    ("de", "Der 1. FC gewann am 12. Mai.| 2014 verlor er."),
    ("es", "EE. UU. votó no.| Llueve."),
    ("nl", "De heer Jansen en mevr. De Vries kwamen."),
    ("pl", "Przyszedł dr Nowak i prof. Lis.| Pada."),
    ("ar", "وصل د. أحمد.| ثم غادر."),
    ("hi", "डॉ. शर्मा आए।| वे गए।"),
    ("ja", "「待ちすぎた。」と市長は言った。|工事は始まる。"),
    ("zh", "“我们等得太久了。”市长说。|他说：“明天开工。”|会议结束。"),
    ("zh", "「太貴了。」反對派議員李明表示，工程應該停止。|他走了。"),
    ("en", "Gov. May and Lt. Col. Poe met."),
    ("en", "See www.tidings.example or prof.lee@tidings.example today."),
]

any_text = st.text(st.characters(codec=None, categories=None)) | st.lists(
    st.sampled_from(
        [". ", ".", "…", "! ", "?", "« ", " »", "”", '"', ")", "\u202f", "\u00a0", "\n", "\r\n", "\u2028", "\x00", ";",
         " Il ", " le ", "M. ", "P.I.B. ", "J.-C. ", "É. ", "l’eau", "Dr", " ", "\t", "12", "😀", "e\u0301", "\ud83d",
         "\u05d0", "\u200b", "\ufeff", "\x85", "\x1f", "ß", "İ", ":", "-", "http://a.b/c"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def cut(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split(text, language)]


@pytest.mark.parametrize("marked", FRENCH)
def test_french_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    assert cut(marked.replace("|", ""), "fr") == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    assert cut(marked.replace("|", ""), "en") == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_cut_by_their_own_rules(language: str) -> None:
    marked = OTHERS[language]

    assert cut(marked.replace("|", ""), language) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize(("language", "marked"), EACH_ITS_WAY)
def test_abbreviations_ordinals_and_signs_end_no_sentence(language: str, marked: str) -> None:
    assert cut(marked.replace("|", ""), language) == [part.strip() for part in marked.split("|")]


def test_a_sign_without_breadth_is_in_no_passage_s_end() -> None:
    assert cut("The council met.\u200b The mayor left.\ufeff", "en") == ["The council met.", "The mayor left."]


def test_a_line_cut_in_windows_is_cut_as_a_short_one_is() -> None:
    one = "市長は金曜日に言った。"

    assert cut(one * 2_000, "ja") == [one] * 2_000


def test_a_straight_apostrophe_cuts_as_a_round_one_does() -> None:
    text = "Il a deux buts ; C’est peu."

    assert len(cut(text, "fr")) == len(cut(text.replace("’", "'"), "fr")) == 2


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sentences_of_treebanks_are_found_again(real_data: Path, language: str) -> None:
    benchmark = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "segmentation.py"))
    files = sorted((real_data / "data" / "ud").glob(f"{language}_*.conllu"))

    counts = [benchmark["boundaries"](path, as_page=True) for path in files]

    right, wrong, missed = map(sum, zip(*counts, strict=True))
    assert right > 2000
    assert 200 * right / (2 * right + wrong + missed) >= LEAST[language]


@given(any_text, st.sampled_from(["", "fr", "en", "es", "de", "zh", "a/b"]))
def test_no_character_of_any_text_is_lost_or_stands_in_two_passages(text: str, language: str) -> None:
    spans = split(text, language)

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    assert spans == sorted(spans)
    covered = "".join(text[start:end] for start, end in spans)
    assert signs(covered) == signs(text)


def signs(text: str) -> str:
    """Return a text without its blanks, unseen signs and what rules are drawn with: they may be in no passage."""
    return re.sub("[\u200b\u2060\ufeff]", "", re.sub(r"[\s*_=~#|+<>/\\^`.…·•‣◦●○■□▪▫◆◇✱⁂–—―─━-]+", "", text))
