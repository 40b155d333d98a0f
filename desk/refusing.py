"""The one answer that a person gets when something cannot be done."""

from kit.sentences import Explained, Said, Sentence

AT_FIELD = Sentence("{field}: {why}", "{field}: {why}")
ALONE = Sentence("{why}", "{why}")


class Refused(Explained):
    """What a person asked for cannot be done: what, why and what to do, in both languages.

    The sentences are in ``desk/refusals/``. ``field`` is what was wrong of what was handed in,
    ``why`` the sentence without it, so that a form or an import can show the one beside the other.
    """

    def __init__(
        self, sentence: Sentence, /, *, field: Said | None = None, **values: object
    ) -> None:
        """Fill the sentence in, and put the field's name before it."""
        self.field: Said = field or {"id": "", "en": ""}
        self.why = sentence.filled(**values)
        super().__init__(AT_FIELD if field else ALONE, field=self.field, why=self.why)

    @classmethod
    def because(cls, why: Said) -> "Refused":
        """Refuse with a sentence that was said elsewhere."""
        return cls(ALONE, why=why)


class Misread(Refused):
    """What was handed in is written so that nobody can take it: the case has no part in it."""
