"""The carriers in which a plan comes, made out of its text at test time: nothing of them is kept."""

from __future__ import annotations

from tests.corpus.carriers_pdf import RUNNING_FOOT, in_office_dress, printed_by_browser, text_pdf, web_page
from tests.corpus.carriers_pictures import Photograph, Scan, photograph_200, scan_300

__all__ = [
    "RUNNING_FOOT",
    "Photograph",
    "Scan",
    "in_office_dress",
    "photograph_200",
    "printed_by_browser",
    "scan_300",
    "text_pdf",
    "web_page",
]
