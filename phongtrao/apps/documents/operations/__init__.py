"""Writes of the documents room; each part in a module of its own."""

from phongtrao.apps.documents.operations.review import mark_reviewed

__all__ = ["mark_reviewed"]
