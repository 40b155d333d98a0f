"""Letters to reporters and parties about where a case stands."""

from datetime import date, datetime

from models.letters.base import CaseLetter, Phone
from models.shapes import Text
from models.status import Status


class ReportReceived(CaseLetter):
    """The number, and what happens next. ``checked_by`` is the limit of the first check.

    ``urgent``: it reads red, and whoever is on duty was woken as it came in. Also of a sealed
    case, in the same words, so that nothing tells the two apart.
    """

    kind = "report_received"
    received_at: datetime
    checked_by: datetime
    urgent: bool = False
    phones: tuple[Phone, ...] = ()


class ReportNextStep(CaseLetter):
    """The status that the case reached; ``agency`` is left out when the case is sealed.

    ``reopened``: it had ended, and begins anew. ``broken``: something that was agreed was not kept.
    """

    kind = "report_next_step"
    status: Status
    agency: Text | None = None
    by: datetime | None = None
    reopened: bool = False
    broken: bool = False


class CaseClosed(CaseLetter):
    """The case ended; ``outcome`` in words. An objection is possible until ``object_until``.

    ``agreed``: an agreement stands, and is watched on.
    """

    kind = "case_closed"
    outcome: Text | None = None
    closed_on: date
    object_until: date | None = None
    agreed: bool = False


class ObjectionDecided(CaseLetter):
    """How an objection to the ending was decided; upheld, the report is looked at anew."""

    kind = "objection_decided"
    upheld: bool
