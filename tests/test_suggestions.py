"""Suggestions: which passages are claims, who makes them, which cues say so; nothing is ever called an opinion."""

import pandas as pd
import pytest
from hostile import hostile
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import annotate
from annotate._codebook import Codebook
from annotate._errors import PassageError
from annotate._passages.passages import cut
from annotate._suggestions.measured.scores import score_suggestions
from annotate._suggestions.weights import score_of
from annotate._tags import tag_table
from annotate.cli import app


def passages_of(text: str, language: str = "en") -> pd.DataFrame:
    page = pd.DataFrame({"article_id": ["a"], "source": ["The Quay"], "language": [language], "text": [text]})
    return cut(page)


def suggested(text: str, language: str = "en") -> pd.DataFrame:
    return annotate.suggest(passages_of(text, language))


def speakers(text: str, language: str = "en") -> list[str]:
    return suggested(text, language)["speaker"].tolist()


def kinds_of_cues(text: str, language: str = "en") -> set[str]:
    return {kind for cues in suggested(text, language)["cues"] for _, _, kind in cues}


def is_claim(sentence: str, language: str) -> bool:
    return suggested(sentence, language)["label"].tolist() == ["attributed_claim"]


# The table ------------------------------------------------------------------------------------------------


def test_a_suggestion_stands_for_each_passage_under_its_own_index():
    passages = passages_of("It rains. Views: 37").set_index(pd.Index([7, 3]))

    found = annotate.suggest(passages)

    assert found.index.tolist() == [7, 3]
    assert found[["start", "end"]].values.tolist() == passages[["start", "end"]].values.tolist()


def test_an_unknown_wording_is_refused_with_the_known_ones():
    with pytest.raises(PassageError, match="language='de' is not known: use 'en' or 'fr'"):
        annotate.suggest(passages_of("It rains."), wording="de")


def test_a_missing_column_is_named():
    with pytest.raises(PassageError, match="'text'"):
        annotate.suggest(pd.DataFrame({"article_id": ["a"], "language": "en", "start": 0, "end": 1}))


def test_only_labels_of_the_codebook_are_suggested():
    shipped = Codebook.shipped()
    smaller = Codebook("no_claims", 1, tuple(label for label in shipped.labels if label.name != "attributed_claim"))

    found = annotate.suggest(passages_of("The bridge is safe, the engineer said."), smaller)

    assert found[["label", "speaker"]].values.tolist() == [["", ""]]


@pytest.mark.slow
@given(st.lists(hostile | st.sampled_from(["said", "« ", " »", "“", "selon", "Mr", ".", "who", ","]), max_size=12))
def test_every_cue_of_any_text_lies_in_its_passage(pieces: list[str]):
    texts = [piece for piece in pieces if piece]
    starts = [sum(len(text) + 1 for text in texts[:nth]) for nth in range(len(texts))]
    places = {"start": starts, "end": [start + len(text) for start, text in zip(starts, texts, strict=True)]}
    for language in ("fr", "en", "de", ""):
        passages = pd.DataFrame(
            {"article_id": "a", "language": language, **places, "text": pd.Series(texts, dtype=object)}
        )
        found = annotate.suggest(passages)
        for start, end, cues in found[["start", "end", "cues"]].itertuples(index=False):
            assert all(start <= first < last <= end for first, last, _ in cues)
        assert not (found["label"] == "opinion").any()


# Claims ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge is safe, the engineer said.",
        "According to the ministry, the dyke will hold.",
        "The mayor warned that the water was rising.",
        "“The dyke will hold,” said Ann Lee.",
        "Ministers were told that the dyke would hold.",
        "The dyke has reportedly given way.",
        "Residents are convinced that the dyke will fail.",
        "Ann Lee, who leads the council, denies the accusation.",
        "But educators say that the dyke will hold.",
        "The report reveals that the dyke was old.",
    ],
)
def test_english_ways_to_let_someone_vouch_are_claims(sentence: str):
    assert is_claim(sentence, "en")


@pytest.mark.parametrize(
    "sentence",
    [
        "Le pont est sûr, a affirmé l’ingénieure.",
        "Selon le ministère, la digue tiendra.",
        "D’après la préfète, l’eau monte.",
        "À en croire le maire, rien n’est perdu.",
        "La préfète a mis en garde contre une crue.",
        "Le maire a fait savoir que la digue tiendrait.",
        "La digue aurait cédé avant l’aube.",
        "« Tout va bien », tente-t-elle de rassurer.",
        "De source policière, trois maisons sont vides.",
        "Le syndicat est d’avis que la digue cédera.",
        "L’eau, appuie-t-il, monte depuis lundi.",
        "Mais pour Anne Roy, la digue tient.",
        "Le gouvernement vient d’annoncer que la digue sera refaite.",
        "Le maire ne dit pas que la digue est sûre.",
    ],
)
def test_french_ways_to_let_someone_vouch_are_claims(sentence: str):
    assert is_claim(sentence, "fr")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The council votes on Friday in the old town hall."),
        ("en", "The mayor announced a vote."),
        ("en", "Insurance claims over the flood rose."),
        ("en", "It costs two euros per day."),
        ("en", "They met at the station that day."),
        ("en", "Fourteen states now have a law."),
        ("en", "Seats are shared according to the number of votes."),
        ("en", "The ferocity of the storm reveals that the dyke was old."),
        ("en", "The water is still predicted to rise."),
        ("fr", "Les travaux ne rapporteront que 3,5 millions."),
        ("fr", "La taxe varie selon le niveau des revenus."),
        ("fr", "La digue a cédé, ce qui prouve que le maire avait tort."),
        ("fr", "À noter que l’eau monte depuis lundi."),
        ("fr", "La digue est là pour assurer la sécurité, vu que l’eau monte."),
        ("fr", "Le conseil vote vendredi dans l’ancienne mairie."),
        ("fr", "Le maire a annoncé un vote."),
        ("fr", "Les prix varient selon la saison."),
        ("fr", "Le pont, dit « le vieux », rouvre demain."),
    ],
)
def test_what_the_voice_itself_asserts_is_no_claim(language: str, sentence: str):
    assert not is_claim(sentence, language)


@pytest.mark.parametrize(
    "sentence",
    [
        "S’il pleuvait, la digue céderait.",  # a condition
        "Il pensait alors qu’elle tiendrait jusqu’à lundi.",  # the future of the past
        "Je voudrais un café.",  # out of politeness
        "Le conseil aurait dû agir.",  # the voice judges
        "La digue céderait-elle ?",
    ],
)
def test_a_conditional_is_no_hearsay_where_grammar_explains_it(sentence: str):
    reasons = suggested(sentence, "fr")["reason"].tolist()

    assert not any("conditional" in reason for reason in reasons)


# Quotations -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "« L’eau monte. La digue tient », a dit Anne Roy."),
        ("en", "“The water is rising. The dyke will hold,” said Anne Roy."),
        ("en", '"The water is rising. The dyke will hold," said Anne Roy.'),
        ("fr", "« L’eau monte “vite”. La digue tient », a dit Anne Roy."),
    ],
)
def test_the_sentences_of_one_quotation_share_its_number_and_speaker(language: str, text: str):
    found = suggested(text, language)

    assert found["label"].tolist() == ["attributed_claim"] * 2
    assert found["speaker"].tolist() == ["Anne Roy"] * 2
    assert found["quote_id"].tolist() == [1, 1]


def test_a_quotation_goes_on_across_paragraphs_that_open_it_again():
    found = suggested("Anne Roy said: “The water is rising.\n“The dyke will hold.”\nIt rains.")

    assert found["speaker"].tolist() == ["Anne Roy", "Anne Roy", ""]
    assert found["quote_id"].tolist()[:2] == [1, 1]


def test_an_unclosed_quotation_does_not_swallow_the_article():
    text = "Anne Roy said: “The water is rising.\n" + "The council met in the town hall.\n" * 20

    assert suggested(text)["label"].tolist()[-1] != "attributed_claim"


def test_a_scare_quote_is_told_from_a_quotation():
    assert "irony" in kinds_of_cues("The “reform” of the council starts on Monday.")
    assert "irony" not in kinds_of_cues("“The reform starts on Monday,” said the mayor.")


# Speakers -------------------------------------------------------------------------------------------------


def test_a_speaker_takes_the_fullest_form_of_the_article():
    text = "La porte-parole, Karoline Leavitt, a confirmé la réunion. Leavitt a déclaré que tout allait bien."

    assert speakers(text, "fr") == ["Karoline Leavitt", "Karoline Leavitt"]


def test_a_role_and_a_pronoun_stand_for_whom_they_name():
    text = "The mayor, Ann Lee, warned that water was rising. She said it was late. The mayor said that she would stay."

    assert speakers(text) == ["Ann Lee", "Ann Lee", "Ann Lee"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "sentence", "speaker", "kind"),
    [
        ("fr", "Selon la préfète, l’eau monte.", "la préfète", "unnamed"),
        (
            "fr",
            "Le ministère de la Défense a affirmé que tout allait bien.",
            "le ministère de la Défense",
            "collective",
        ),
        ("fr", "Moscou affirme que la réunion aura lieu.", "Moscou", "collective"),
        ("fr", "L’eau monte, a expliqué à l’AFP Gilles Roy.", "Gilles Roy", "named"),
        ("en", "Labour’s leader Ann Lee said the plan would fail.", "Ann Lee", "named"),
        ("en", "The CEO of the Water Council Pete Roy said the plan would fail.", "Pete Roy", "named"),
        ("en", "WHO say the water is bad.", "WHO", "collective"),
        ("en", "Officials said the plan would fail.", "Officials", "collective"),
        ("en", "She met with Pete Roy, who said the plan would fail.", "Pete Roy", "named"),
        ("en", "“The dyke holds,” Chief Justice C. Roy said.", "Chief Justice C. Roy", "named"),
        ("en", "Railroad workers said the plan would fail.", "Railroad workers", "collective"),
        ("fr", "« La digue tient », juge le ministère de la Mer.", "le ministère de la Mer", "collective"),
        ("fr", "Le ministre de la Justice Gilles Roy affirme que tout va bien.", "Gilles Roy", "named"),
        ("fr", "De l’avis de l’Américain Pete Roy, tout va bien.", "Pete Roy", "named"),
        ("fr", "Les Talibans ont fui car, selon eux, la digue cédait.", "les Talibans", "collective"),
        ("fr", "Le rapport va dans ce sens : « La digue cédera bientôt. »", "le rapport", "collective"),
    ],
)
def test_a_speaker_is_named_as_written_with_its_kind(language: str, sentence: str, speaker: str, kind: str):
    found = suggested(sentence, language)

    assert found[["speaker", "speaker_kind"]].values.tolist() == [[speaker, kind]]


def test_the_outermost_speaker_wins():
    assert speakers("Selon l’agence Efe, le maire a affirmé que l’eau montait.", "fr") == ["l’agence Efe"]


# Boilerplate, titles, sources, opinion ----------------------------------------------------------------------


def test_a_doubled_or_credited_passage_is_proposed_as_excluded_with_its_reason():
    found = annotate.suggest(passages_of("Photo : EFE.", "fr"), wording="fr")

    assert found[["label", "reason"]].values.tolist() == [["excluded", "Hors du texte\xa0: crédit photo."]]


def test_boilerplate_dates_and_doubles_are_known_even_where_nobody_marked_them():
    texts = ["The council met on a wet Friday.", "21 May 2012", "The council met on a wet Friday.", "Views: 37"]
    bare = pd.DataFrame({"article_id": "a", "language": "en", "start": 0, "end": 1, "text": texts})

    assert annotate.suggest(bare)["label"].tolist() == ["", "excluded", "excluded", "excluded"]


def test_a_title_is_a_passage_of_its_own():
    assert passages_of("The council votes\nIt met on Friday.")["text"].tolist() == [
        "The council votes",
        "It met on Friday.",
    ]


def test_another_voice_is_proposed_where_it_begins_and_the_source_stays():
    text = "A fine text, read it.\n(note and translation by Ann Lee)\nThe council met on Friday.\nAuthor: Tass"
    passages = passages_of(text)

    found = annotate.suggest(passages)

    assert found["proposed_source"].tolist()[0] == "Ann Lee"
    assert "Tass" in found["proposed_source"].tolist()
    assert set(passages["source"]) == {"The Quay"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "sentence", "kind"),
    [
        ("en", "This absurd plan is a farce.", "evaluative"),
        ("en", "The council should act.", "modal"),
        ("en", "We need it, in our view.", "first_person"),
        ("en", "So much for the plan.", "irony"),
        ("en", "Who would believe it?", "question"),
        ("fr", "Ce plan grotesque est une farce.", "evaluative"),
        ("fr", "Il faut agir.", "modal"),
        ("fr", "À mon avis, c’est trop tard.", "first_person"),
        ("fr", "Comme par hasard, le plan change.", "irony"),
        ("fr", "Qui le croirait ?", "question"),
    ],
)
def test_words_of_opinion_are_cues_with_their_kind_and_no_label(language: str, sentence: str, kind: str):
    found = suggested(sentence, language)

    assert kind in kinds_of_cues(sentence, language)
    assert found["label"].tolist() == [""]


def test_a_conditional_below_a_claim_is_but_a_hint():
    found = suggested("Le maire a promis une digue, selon Anne Roy. Elle tiendrait cent ans.", "fr")

    assert found["label"].tolist() == ["attributed_claim", ""]
    assert [kind for _, _, kind in found["cues"][1]] == ["indirect"]


def test_an_empty_language_is_guessed():
    assert suggested("Selon la préfète de la région, l’eau monte depuis lundi.", "")["speaker"].tolist() == [
        "la préfète de la région"
    ]


def test_a_french_reason_needs_no_contraction():
    found = annotate.suggest(passages_of("Les autorités n’excluent pas une crue.", "fr"), wording="fr")

    assert found["reason"].tolist() == ["«\xa0n’excluent\xa0»\xa0: position prise par les autorités."]


# Scores ---------------------------------------------------------------------------------------------------


def tags_of(text: str, labels: list[str], said_by: list[str], coder: str = "mj") -> pd.DataFrame:
    passages = passages_of(text)
    columns = dict.fromkeys(("source", "title", "author", "published", "url", "speaker_kind", "note"), "")
    given = {"evaluative": False, "unsure": False, "score": None, "tagged_at": None, "origin": "hand"}
    more = {
        "coder": coder,
        "codebook": "media_bias@1",
        "article_sha256": "",
        "tag_id": [str(n) for n in passages.index],
    }
    return tag_table(passages.assign(**columns, **given, **more, label=labels, speaker=said_by))


TWO = "The bridge is safe, Ann Lee said. It rains."


def test_scores_count_what_was_found_against_what_coders_tagged():
    tags = tags_of(TWO, ["attributed_claim", "attributed_claim"], ["Lee", ""])

    found = score_suggestions(tags).set_index("label")

    assert found.loc["attributed_claim", ["passages", "precision", "recall"]].tolist() == [2, 1.0, 0.5]
    assert found.loc["speaker", ["passages", "precision", "recall"]].tolist() == [1, 1.0, 1.0]


def test_a_second_coder_who_cut_otherwise_does_not_disturb_the_scores():
    one = tags_of(TWO, ["attributed_claim", "reported_fact"], ["Lee", ""])
    whole = one.head(1).assign(end=len(TWO), text=TWO, coder="kl", tag_id="9")
    both = tag_table(pd.concat([one.astype(object), whole.astype(object)]))

    claims = score_suggestions(both).set_index("label").loc["attributed_claim"]

    assert claims[["passages", "precision", "recall", "f1"]].tolist() == [2, 1.0, 1.0, 1.0]


@pytest.mark.slow
def test_the_command_line_scores_any_tag_table(tmp_path):
    path = tmp_path / "tags.csv"
    annotate.write_csv(tags_of(TWO, ["attributed_claim", "reported_fact"], ["Lee", ""]), path)

    told = CliRunner().invoke(app, ["check", "--suggestions", str(path)])

    assert told.exit_code == 0, told.output
    row = next(line for line in told.output.splitlines() if "attributed_claim" in line)
    assert [float(figure) for figure in row.split()[-3:]] == [1, 1, 1]


def test_a_claims_score_rises_with_its_signs_and_is_at_home_in_measured_languages_only():
    for language in ("en", "fr"):
        scores = [score_of(strength / 100, language) for strength in range(50, 100)]

        assert scores == sorted(scores)
        assert 0.8 <= scores[0] < scores[-1] <= 0.99
    assert [score_of(strength, "de") for strength in (0.5, 0.72, 0.98)] == [0.5, 0.72, 0.98]
