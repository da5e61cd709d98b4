"""What an operation refused, as the sentence of the pack."""

from phongtrao.adapters.packs import load_all
from phongtrao.apps.base.refusals import Refused


def sentence(refused: Refused) -> str:
    """The Vietnamese sentence of the refusal, filled with what came."""
    words = {row["code"]: row["vi"] for row in load_all().data("messages/refusals")}
    return str(words[refused.code].format(**refused.params))
