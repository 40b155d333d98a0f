"""Letters about bars that are not sealed: what is closed now, and what is open again."""

from datetime import datetime

from models.letters.base import CaseLetter, Labels, Phone
from models.shapes import Text


class BarRaised(CaseLetter):
    """A part of the case is closed to talks; ``closes`` says which, with the article."""

    kind = "bar_raised"
    closes: Text
    labels: Labels
    phones: tuple[Phone, ...] = ()


class BarLifted(CaseLetter):
    """What was closed is open again."""

    kind = "bar_lifted"
    closes: Text
    labels: Labels
    phones: tuple[Phone, ...] = ()


class SealedDue(CaseLetter):
    """A limit of a sealed task comes near or has passed, and nothing of which limit it is."""

    kind = "sealed_due"
    office: Text
    due_at: datetime
    late: bool
    phones: tuple[Phone, ...] = ()


class SealLifted(CaseLetter):
    """To a body of a sealed task: the seal was lifted, and its task has ended."""

    kind = "seal_lifted"
    agency: Text
    phones: tuple[Phone, ...] = ()
