"""What an operation refused, as a sentence for the person."""

from collections.abc import Mapping
from functools import cache

from django import forms
from django.utils.translation import get_language

from phongtrao.adapters.packs import load_all
from phongtrao.apps.base.refusals import Refused


@cache
def _sentences(pack: str) -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in load_all().data(pack)}


class _Known(dict[str, object]):
    """Parameters of a sentence; one that the operation did not give stays visible as “…”, never an error."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(code: str, params: Mapping[str, object] | None = None, language: str | None = None) -> str:
    """The sentence of `code` in `language` (that of the page when None), filled with `params`.

    A code without a sentence is a fault of ours that a test finds; the person still learns that nothing was saved.
    """
    row = _sentences("messages/refusals").get(code) or _sentences("messages/refusals")["refused"]
    return _in(row, language).format_map(_Known(params or {}))


def verb_label(code: str, language: str | None = None) -> str:
    """What an audit verb is called on the screen; the code itself when the pack has no words for it."""
    row = _sentences("messages/verbs").get(code)
    return _in(row, language) if row else code


def add_to_form(form: forms.BaseForm, refused: Refused) -> None:
    """Put a refusal at the field it speaks of, or over the whole form; what was typed stays."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, sentence(refused.code, refused.params))


def _in(row: Mapping[str, str], language: str | None) -> str:
    chosen = (language or get_language() or "vi")[:2]
    return row.get(chosen) or row["vi"]
