"""Letters to figures, parties and owners of clauses. Invitations are neutral."""

from datetime import date, datetime

from models.letters.answerable import AnswerLetter
from models.letters.base import CaseLetter, ClauseLine, Phone
from models.shapes import Text
from models.status import Status
from models.views import FigureKind


class FigureAsked(AnswerLetter):
    """A figure is asked to mediate. ``parties`` are groups and places, never persons.

    ``offence``: an offence, if there was one, is for the police, and is talked over by nobody.
    """

    kind = "figure_asked"
    figure: Text
    figure_id: str
    figure_kind: FigureKind
    category: Text
    village: str
    kecamatan: str
    answer_by: datetime
    parties: tuple[Text, ...] = ()
    offence: bool = False
    phones: tuple[Phone, ...] = ()


class FigureReleased(CaseLetter):
    """A figure is asked to mediate no more; nobody is told why, nor who wished it."""

    kind = "figure_released"
    figure: Text
    phones: tuple[Phone, ...] = ()


class PartyReleased(CaseLetter):
    """A side need accept no mediators any more; nobody is told why the talks ended.

    Without ``asked`` it waited to be asked, and the talks that it was willing to have are off.
    """

    kind = "party_released"
    party: Text
    asked: bool = True
    phones: tuple[Phone, ...] = ()


class PartyAsked(CaseLetter):
    """A party is asked to accept the figures; it may refuse one without a reason."""

    kind = "party_asked"
    party: Text
    figures: tuple[Text, ...]
    answer_by: datetime
    companions: int = 0
    offence: bool = False
    token: str | None = None
    phones: tuple[Phone, ...] = ()


class MeetingLetter(CaseLetter):
    """A sitting: ``meeting`` is its id, ``sequence`` rises with each change of its date."""

    meeting: str
    sequence: int = 0
    starts_at: datetime
    ends_at: datetime
    place: Text


class MeetingInvited(MeetingLetter):
    """Undangan musyawarah: when and where, never about what or who said it.

    ``guards``: it is for the police who keep the place safe, and are no side and sit at no table.
    """

    kind = "meeting_invited"
    host: Text
    guards: bool = False
    companions: int = 0
    offence: bool = False
    token: str | None = None
    phones: tuple[Phone, ...] = ()


class MeetingChanged(MeetingLetter):
    """Another date or place; ``before`` is when it was to be."""

    kind = "meeting_changed"
    host: Text
    before: datetime
    token: str | None = None
    phones: tuple[Phone, ...] = ()


class MeetingCancelled(MeetingLetter):
    """It will not take place; no reason is given."""

    kind = "meeting_cancelled"
    host: Text
    phones: tuple[Phone, ...] = ()


class AgreementSigned(CaseLetter):
    """The agreement counts from now; its clauses by owner and date."""

    kind = "agreement_signed"
    signed_on: date
    clauses: tuple[ClauseLine, ...]
    checks_on: tuple[date, ...] = ()
    corrected: bool = False


class ClauseDue(CaseLetter):
    """A clause falls due: ``days_left`` may be 0, and is negative once it is late."""

    kind = "clause_due"
    clause: int
    owner: Text
    due_on: date
    days_left: int
    phones: tuple[Phone, ...] = ()


class ClauseBroken(CaseLetter):
    """A clause was broken; the case goes on as ``status``.

    ``reader``: supporter or figure, who are told neither which clause nor whose.
    """

    kind = "clause_broken"
    clause: int | None = None
    owner: Text | None = None
    due_on: date | None = None
    status: Status
    reader: str | None = None
