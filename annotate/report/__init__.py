"""The report of a study: one page, or a notebook."""

from annotate.report.report import write_report

__all__ = ["write_report"]
