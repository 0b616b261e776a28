from ._agreement.against_gold import score_training
from ._agreement.agreement_table import agreement
from ._agreement.confusion_table import confusion
from ._agreement.differing import disagreements
from ._alike.events import same_event
from ._alike.near_copies import copies
from ._articles.articles import read_articles
from ._balance import balance
from ._charts.agreement import plot_agreement
from ._charts.alternative_text import alt_text, save_chart
from ._charts.article import plot_article
from ._charts.balance import plot_balance
from ._charts.event import plot_event
from ._charts.speakers import plot_speakers
from ._charts.timeline import plot_timeline
from ._codebook import Codebook, Label
from ._compare import compare
from ._csv_file.csv_file import read_csv, write_csv
from ._desk import desk
from ._errors import AnnotateError
from ._event_page.page import write_event
from ._events.events import Events
from ._explorer.explorer import explore
from ._formats import read_format, read_format_articles, write_format
from ._formats.for_r import write_r
from ._formats.refi_qda import read_codebook, write_codebook
from ._intake.intake import Intake
from ._measures import measures
from ._passages.passages import cut
from ._planning import plan, plan_agreement
from ._project.check import check_project
from ._project.project import Project, open_project
from ._quoted_shares import quoted_shares
from ._release.attaching import attach
from ._release.writing import write_release
from ._report.report import write_report
from ._reviser.reviser import Reviser
from ._speakers.speakers import Speakers
from ._study.drawing import draw
from ._suggestions.learning.learning import learn
from ._suggestions.machines.language_model import ask_model
from ._suggestions.measured.blind import blind_slice
from ._suggestions.measured.effect import suggestion_effect
from ._suggestions.measured.scores import score_suggestions
from ._suggestions.study_cues import keep_cues, own_cues
from ._suggestions.suggestion_table import suggest
from .tagger import Adjudicator, Tagger

__all__ = [
    "Adjudicator",
    "AnnotateError",
    "Codebook",
    "Events",
    "Intake",
    "Label",
    "Project",
    "Reviser",
    "Speakers",
    "Tagger",
    "agreement",
    "alt_text",
    "ask_model",
    "attach",
    "balance",
    "blind_slice",
    "check_project",
    "compare",
    "confusion",
    "copies",
    "cut",
    "desk",
    "disagreements",
    "draw",
    "explore",
    "keep_cues",
    "learn",
    "measures",
    "open_project",
    "own_cues",
    "plan",
    "plan_agreement",
    "plot_agreement",
    "plot_article",
    "plot_balance",
    "plot_event",
    "plot_speakers",
    "plot_timeline",
    "quoted_shares",
    "read_articles",
    "read_codebook",
    "read_csv",
    "read_format",
    "read_format_articles",
    "same_event",
    "save_chart",
    "score_suggestions",
    "score_training",
    "suggest",
    "suggestion_effect",
    "write_codebook",
    "write_csv",
    "write_event",
    "write_format",
    "write_r",
    "write_release",
    "write_report",
]

__version__: str
