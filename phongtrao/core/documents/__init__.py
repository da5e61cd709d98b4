"""What a whole document says: outline, header, targets, deadlines, assignments, findings."""

from phongtrao.core.documents.lexicon import Lexicon
from phongtrao.core.documents.read import READ_VERSION, read
from phongtrao.core.documents.readings import Reading

__all__ = ["READ_VERSION", "Lexicon", "Reading", "read"]
