/** The page's own texts, each in English and in French. */

/** @type {Record<string, [string, string]>} */
const TEXTS = {
  colon: [":", "\u00a0:"],
  saved: ["Saved", "Enregistré"],
  saving: ["Saving…", "Enregistrement…"],
  unsaved: ["Not saved", "Non enregistré"],
  kept: ["kept in this browser", "gardé dans ce navigateur"],
  pageOnly: ["kept in this page only: do not close it", "gardé dans cette page seulement : ne la fermez pas"],
  noKernel: [
    "no answer from the kernel yet. If it was restarted, run this cell again",
    "pas de réponse du noyau. S'il a été redémarré, exécutez de nouveau cette cellule",
  ],
  waiting: [
    "Waiting for the kernel. If it does not come, run this cell again.",
    "En attente du noyau. S'il ne vient pas, exécutez de nouveau cette cellule.",
  ],
  empty: [
    "This project has no articles yet: add some with project.add(…).",
    "Ce projet n'a pas encore d'article : ajoutez-en avec project.add(…).",
  ],
  article: ["Article", "Article"],
  of: ["of", "sur"],
  tagged: ["tagged", "étiquetés"],
  inProject: ["in the project", "dans le projet"],
  source: ["Source", "Source"],
  noSource: ["no source", "sans source"],
  untagged: ["untagged", "non étiqueté"],
  untaggedMany: ["untagged", "non étiquetés"],
  proposed: ["proposed", "proposé"],
  speaker: ["Who says so?", "Qui l'affirme ?"],
  kind: ["Kind", "Nature"],
  named: ["named", "nommé"],
  unnamed: ["unnamed", "anonyme"],
  collective: ["collective", "collectif"],
  speakerHint: [
    "Enter takes it · empty means unnamed · Esc leaves it open",
    "Entrée valide · vide : anonyme · Échap laisse ouvert",
  ],
  sourceAsk: ["Whose voice is it from here?", "De qui est cette voix, à partir d'ici ?"],
  sourceHint: [
    "Enter: from here on · Shift+Enter: this passage only · Esc",
    "Entrée : à partir d'ici · Maj+Entrée : ce passage seul · Échap",
  ],
  note: ["Note", "Note"],
  noteHint: ["Enter keeps it · Esc", "Entrée la garde · Échap"],
  splitHint: ["← → choose the place · Enter splits · Esc", "← → choisir l'endroit · Entrée coupe · Échap"],
  tagFirst: ["Tag this passage first.", "Étiquetez d'abord ce passage."],
  noPlace: [
    "This passage is a single word: there is no place to split it.",
    "Ce passage n'a qu'un mot : il n'y a pas d'endroit où le couper.",
  ],
  noNext: ["There is no next passage to merge with.", "Il n'y a pas de passage suivant avec lequel fusionner."],
  evaluative: ["evaluative", "évaluatif"],
  unsure: ["unsure", "incertain"],
  double: ["double", "doublon"],
  done: ["All passages of this article are tagged.", "Tous les passages de cet article sont étiquetés."],
  keys: ["Keys", "Touches"],
  include: ["For example", "Par exemple"],
  exclude: ["But not", "Mais pas"],
  close: ["Close", "Fermer"],
  k_accept: ["accept", "accepter"],
  k_next: ["next passage", "passage suivant"],
  k_previous: ["previous passage", "passage précédent"],
  k_first: ["first passage", "premier passage"],
  k_last: ["last passage", "dernier passage"],
  k_split: ["split", "couper"],
  k_merge: ["merge with next", "fusionner avec le suivant"],
  k_undo: ["undo", "annuler"],
  k_redo: ["redo", "rétablir"],
  k_evaluative: ["evaluative wording", "termes évaluatifs"],
  k_unsure: ["unsure", "incertain"],
  k_note: ["note", "note"],
  k_source: ["other source from here", "autre source à partir d'ici"],
  k_nextArticle: ["next article", "article suivant"],
  k_previousArticle: ["previous article", "article précédent"],
  b_nextArticle: ["→", "→"],
  b_previousArticle: ["←", "←"],
  k_help: ["codebook and keys", "grille de codage et touches"],
  k_untag: ["remove the tag", "retirer l'étiquette"],
  passages: ["Passages", "Passages"],
  suggested: ["suggested:", "suggéré :"],
  suggestedNow: ["Suggestion:", "Suggestion :"],
  hidden: [
    "Your own judgement first: what is suggested shows afterwards.",
    "D'abord votre propre jugement : la suggestion s'affichera ensuite.",
  ],
  nothing: ["No suggestion.", "Pas de suggestion."],
  noted: ["Words to weigh:", "Mots à peser :"],
  newSource: ["Another source from here?", "Une autre source à partir d'ici ?"],
  others: ["Others:", "Les autres :"],
  here: ["here", "ici"],
  inAll: ["in all", "en tout"],
  nothingToRepeat: [
    "Tag a passage first: p gives its label to the rest of the paragraph.",
    "Étiquetez d'abord un passage : p donne son étiquette au reste du paragraphe.",
  ],
  k_run: [
    "accept this one and those after it that are certain: exclusions, and claims with a speaker and a " +
      "score of 80 % or more, as far as you can see them",
    "accepter celle-ci et les suivantes qui sont sûres : exclusions, et propos avec locuteur et au " +
      "moins 80 %, tant qu'elles sont visibles",
  ],
  k_repeat: [
    "the same label for the rest of this paragraph, less passages for which another is suggested",
    "la même étiquette pour le reste du paragraphe, sauf les passages où une autre est suggérée",
  ],
  k_takeSource: ["take the suggested source from here", "prendre la source suggérée à partir d'ici"],
  run: ["accept a run", "accepter la suite"],
  repeat: ["same again", "idem"],
  takeSource: ["take source", "prendre la source"],
  why_version: [
    "This page and its kernel are of different versions of annotate. Reload the page in the browser and run " +
      "the cell again; whatever was not saved is still in the browser, and is sent then.",
    "Cette page et son noyau sont de versions différentes d’annotate. Rechargez la page du navigateur, puis " +
      "exécutez de nouveau la cellule ; ce qui n’est pas enregistré reste dans le navigateur et sera alors envoyé.",
  ],
  why_locked: [
    "another program is writing to the project. It is tried again every few seconds",
    "un autre programme écrit dans le projet. Nouvel essai toutes les quelques secondes",
  ],
  why_readonly: [
    "the project can only be read: ask for the right to write, or copy it to your own folder",
    "le projet est en lecture seule : demandez le droit d'écrire, ou copiez-le dans votre dossier",
  ],
  why_recut: [
    "This passage was split or merged elsewhere meanwhile, in another window or by another program. " +
      "What stands now is shown: decide again.",
    "Ce passage a été coupé ou fusionné ailleurs entre-temps, dans une autre fenêtre ou par un autre " +
      "programme. L'état actuel est affiché : décidez de nouveau.",
  ],
  why_full: [
    "the disk is full: make room, and it is tried again by itself",
    "le disque est plein : faites de la place, un nouvel essai suivra de lui-même",
  ],
  c_quotation: ["quotation", "citation"],
  c_reporting_verb: ["reporting verb", "verbe de parole"],
  c_institution: ["institution", "institution"],
  c_according_to: ["according to", "selon"],
  c_hearsay: ["hearsay", "ouï-dire"],
  c_indirect: ["perhaps still their words", "peut-être encore ses paroles"],
  c_conditional: ["conditional", "conditionnel"],
  c_evaluative: ["evaluative", "évaluatif"],
  c_modal: ["modal", "modal"],
  c_first_person: ["first person", "première personne"],
  c_irony: ["irony mark", "marque d'ironie"],
  c_question: ["question", "question"],
};

const LANGUAGES = ["en", "fr"];

/** The wording's language: as asked, else the browser's, else English. @param {string} asked */
export function languageOf(asked) {
  const wanted = (asked || globalThis.navigator?.language || "en").slice(0, 2);
  return LANGUAGES.includes(wanted) ? wanted : "en";
}

/** All texts in one language, by name. @param {string} language @returns {Record<string, string>} */
export function wordsIn(language) {
  const nth = LANGUAGES.indexOf(language);
  return Object.fromEntries(Object.entries(TEXTS).map(([name, texts]) => [name, texts[nth]]));
}

/** A label's title, in one language where it has one.
 * @param {import("./types").Label} label @param {string} language */
export const titleIn = (label, language) => label.title[language] ?? label.title.en ?? label.name;
