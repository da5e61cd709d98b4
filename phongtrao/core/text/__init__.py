"""Source text, spans, and named normalising steps with an offset map back to the original."""

from phongtrao.core.text.folding import fold, strip_marks
from phongtrao.core.text.mapped import Edit, MappedText, Step, apply
from phongtrao.core.text.source import STEPS, SourceText, normalise
from phongtrao.core.text.spans import Span

__all__ = ["STEPS", "Edit", "MappedText", "SourceText", "Span", "Step", "apply", "fold", "normalise", "strip_marks"]
