"""Citations of documents: tokenise, find, resolve; the look-up function is passed in."""

from phongtrao.core.citations.citation_words import CitationWords
from phongtrao.core.citations.document_numbers import DocumentNumber, clean_key, read_number
from phongtrao.core.citations.mentions import Mention, find_mentions

__all__ = ["CitationWords", "DocumentNumber", "Mention", "clean_key", "find_mentions", "read_number"]
