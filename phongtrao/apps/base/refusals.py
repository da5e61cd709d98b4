"""The one way in which an operation or a guarded query says no."""


class Refused(Exception):
    """An operation did not happen and changed nothing.

    `code` names the sentence in packs/messages; `field` the input it speaks of (empty: the whole form);
    `params` fill the sentence: what came, what was expected.
    """

    def __init__(self, code: str, *, field: str = "", **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params = params


class NotVisible(Exception):
    """The thing does not exist for this person: the page answers 404 either way."""
