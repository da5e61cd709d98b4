"""« toan din bio vé » → « toàn dân bảo vệ »: Vietnamese whose marks were lost or garbled, restored word by word.

`repair` finds the ruined stretches, restores them from counts of the language, and tells for each restored word where
it came from and how sure it is. Sound text stays untouched; figures are never altered.
"""

from phongtrao.core.text.repair.language import BadLanguage, Language
from phongtrao.core.text.repair.restored import Repaired, RestoredWord
from phongtrao.core.text.repair.restoring import repair

__all__ = ["BadLanguage", "Language", "Repaired", "RestoredWord", "repair"]
