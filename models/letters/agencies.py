"""Letters between agencies: what supporters answer, ties, and an office that changes hands."""

from datetime import datetime

from models.letters.answerable import AnswerLetter
from models.letters.base import CaseLetter, Letter, Props
from models.shapes import Text
from models.status import Status


class SupportAnswered(CaseLetter):
    """To the lead agency: a supporting agency wrote what it did; never its words.

    ``cannot``: it can't do its part, which coordinators are told too.
    """

    kind = "support_answered"
    agency: Text
    cannot: bool = False


class SecretariatAsked(CaseLetter):
    """To coordinators: an agency asks something; never its words."""

    kind = "secretariat_asked"
    agency: Text


class SecretariatAnswered(AnswerLetter):
    """To an agency that asked: there is an answer; never its words. Its link opens the case."""

    kind = "secretariat_answered"


class TieDeclared(CaseLetter):
    """To coordinators: an agency or office is passed over in a case. ``tie`` is a code."""

    kind = "tie_declared"
    who: Text
    tie: str
    leads: bool = False


class MailboxSilent(Letter):
    """To coordinators: an agency let assignments in a row pass; perhaps nobody reads its mails."""

    kind = "mailbox_silent"
    agency: Text
    times: int
    phone: str


class OpenCase(Props):
    """A line of a nota serah terima; of a sealed case its number alone."""

    number: str
    status: Status | None = None
    category: Text | None = None
    village: str | None = None
    due_at: datetime | None = None


class OfficeHandedOver(Letter):
    """Nota serah terima: the open cases of an office that changed hands."""

    kind = "office_handed_over"
    office: Text
    cases: tuple[OpenCase, ...]
