"""The report's wording, in each language that it is written in."""

from typing import Any

_SECTIONS = ("corpus", "codebook", "coders", "agreement", "balance", "speakers", "examples", "method")

_ENGLISH: dict[str, Any] = {
    "sections": _SECTIONS,
    "title": "Report on a study of media bias",
    "made": "Made",
    "kinds": {},
    "colon": ": ",
    "nothing": "Nothing is tagged yet.",
    "none": "None.",
    "untagged_only": "Only what was tagged is known here, since this report was made from a table of tags.",
    "corpus": "Corpus",
    "corpus_text": "The articles, by the source that published them.",
    "codebook": "Codebook",
    "codebook_text": "Every passage gets one of these labels.",
    "include": "For example",
    "exclude": "Not",
    "coders": "Who tagged what",
    "coders_text": "Tags that stand now, by coder.",
    "coders_of": "Passages in the study: {passages}, in {articles} articles, as first cut.",
    "agreement": "Agreement",
    "agreement_text": "Krippendorff’s alpha: 1 is perfect, 0 is what chance alone would give. The interval leaves out "
    "one article at a time. First over all labels, then each label against all others, then each two coders.",
    "balance": "Balance by source",
    "balance_text": "What share of a source’s passages is opinion, reported fact and attributed claim. The interval "
    "(95 %) regards the articles as drawn, since passages of one article are alike. Where a warning stands, read the "
    "row with care.",
    "chart_alt": "Chart of the shares in the table below, one panel a label, one dot a source, with its interval.",
    "speakers": "Most quoted speakers",
    "speakers_text": "Who vouches for the attributed claims. A passage that several coders tagged counts once.",
    "speakers_of": "Attributed claims: {claims}; with a speaker: {said}. Speakers: {speakers}, shown: {shown}.",
    "examples": "Example passages",
    "examples_text": "A few passages of each label that no coder was unsure of and none labelled otherwise, chosen by "
    "rule (about 120 characters long, from as many sources as there are), not by hand.",
    "method": "How it was computed",
    "method_text": "A passage weighs one, shared among the coders who tagged it; where an adjudicated tag stands, "
    "that alone counts. Excluded passages are in no denominator. Shares have Wilson’s interval on the effective "
    "number of passages (their number divided by the design effect of the articles) with Student’s t, whose degrees "
    "of freedom are articles − 1 where all are of one length, and fewer where they are not (Satterthwaite). Agreement "
    "is Krippendorff’s nominal alpha, its interval a jackknife over articles. Fewer than ten articles set a warning.",
    "columns": {
        "excluded": "Excluded", "suggested": "By suggestion",
        "source": "Source", "language": "Language", "articles": "Articles", "passages": "Passages",
        "characters": "Characters", "first": "First", "last": "Last", "coder": "Coder", "tags": "Tags",
        "evaluative": "Evaluative", "unsure": "Unsure", "notes": "Notes", "group": "Compared", "value": "Alpha",
        "interval": "Interval", "coders": "Coders", "reason": "Remark", "untagged": "Untagged", "warning": "Warning",
        "speaker": "Speaker", "kind": "Kind", "claims": "Claims", "sources": "Quoted by", "label": "Label",
        "text": "Passage", "article_id": "Article", "all": "all", "made_with": "Made with",
    },
}  # fmt: skip

_FRENCH: dict[str, Any] = {
    "sections": _SECTIONS,
    "title": "Rapport sur une étude des biais de la presse",
    "made": "Établi le",
    "kinds": {"named": "nommé", "unnamed": "anonyme", "collective": "collectif"},
    "colon": "\N{NO-BREAK SPACE}: ",
    "nothing": "Rien n’est encore étiqueté.",
    "none": "Aucun.",
    "untagged_only": "Seul ce qui a été étiqueté est connu ici : ce rapport vient d’une table d’étiquettes.",
    "corpus": "Corpus",
    "corpus_text": "Les articles, par source qui les a publiés.",
    "codebook": "Grille de codage",
    "codebook_text": "Chaque passage reçoit une de ces étiquettes.",
    "include": "Par exemple",
    "exclude": "Mais pas",
    "coders": "Qui a étiqueté quoi",
    "coders_text": "Les étiquettes en vigueur, par codeur.",
    "coders_of": "Passages de l’étude : {passages}, dans {articles} articles, avant tout redécoupage.",
    "agreement": "Accord entre codeurs",
    "agreement_text": "Alpha de Krippendorff : 1 est l’accord parfait, 0 celui du hasard. L’intervalle omet un article "
    "à la fois. D’abord toutes les étiquettes, puis chacune contre les autres, puis les codeurs deux à deux.",
    "balance": "Équilibre par source",
    "balance_text": "La part d’opinion, de fait rapporté et d’affirmation attribuée dans les passages d’une source. "
    "L’intervalle (95 %) tient les articles pour tirés au sort, car les passages d’un même article se ressemblent. "
    "Une ligne qui porte un avertissement se lit avec prudence.",
    "chart_alt": "Graphique des parts du tableau ci-dessous, un cadre par étiquette, un point par source avec son "
    "intervalle.",
    "speakers": "Les plus cités",
    "speakers_text": "Qui se porte garant des affirmations attribuées. Un passage étiqueté par plusieurs codeurs "
    "compte une fois.",
    "speakers_of": "Affirmations attribuées : {claims} ; avec locuteur : {said}. Locuteurs : {speakers}, montrés : "
    "{shown}.",
    "examples": "Exemples de passages",
    "examples_text": "Quelques passages de chaque étiquette, sans doute ni désaccord d’aucun codeur, choisis par règle "
    "(environ 120 caractères, d’autant de sources que possible), non à la main.",
    "method": "Comment c’est calculé",
    "method_text": "Un passage pèse un, partagé entre les codeurs qui l’ont étiqueté ; là où une étiquette "
    "d’arbitrage existe, elle compte seule. Les passages exclus n’entrent dans aucun dénominateur. L’intervalle des "
    "parts est celui de Wilson sur le nombre effectif de passages (leur nombre divisé par l’effet de grappe des "
    "articles), avec le t de Student, à articles − 1 degrés de liberté s’ils ont la même longueur, moins sinon "
    "(Satterthwaite). L’accord est l’alpha nominal de Krippendorff, son intervalle un jackknife sur les articles. "
    "Moins de dix articles entraînent un avertissement.",
    "columns": {
        "excluded": "Exclus", "suggested": "Par suggestion",
        "source": "Source", "language": "Langue", "articles": "Articles", "passages": "Passages",
        "characters": "Caractères", "first": "Premier", "last": "Dernier", "coder": "Codeur", "tags": "Étiquettes",
        "evaluative": "Évaluatif", "unsure": "Incertain", "notes": "Notes", "group": "Comparés", "value": "Alpha",
        "interval": "Intervalle", "coders": "Codeurs", "reason": "Remarque", "untagged": "Non étiquetés",
        "warning": "Avertissement", "speaker": "Locuteur", "kind": "Genre", "claims": "Affirmations",
        "sources": "Cité par", "label": "Étiquette", "text": "Passage", "article_id": "Article", "all": "tous",
        "made_with": "Établi avec",
    },
}  # fmt: skip

WORDING = {"en": _ENGLISH, "fr": _FRENCH}
