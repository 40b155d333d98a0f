"""Letters about what happened since: a new incident, another lead."""

from datetime import date

from models.letters.base import CaseLetter, Labels, Letter, Phone
from models.shapes import Text
from models.views import Colour


class IncidentRecorded(CaseLetter):
    """Something new happened in an open case; never what was told of it.

    ``was`` is the colour before, if it rose. Without ``labels`` the case is sealed and nothing
    but its number is said. ``lead`` is who leads from now on; ``dangers`` are labels of signs.
    """

    kind = "incident_recorded"
    happened_on: date
    lead: Text | None = None
    labels: Labels | None = None
    stage: int | None = None
    severity: int | None = None
    was: Colour | None = None
    dangers: tuple[Text, ...] = ()
    phones: tuple[Phone, ...] = ()


class CaseWatched(CaseLetter):
    """To the owner of a potential: keep it in sight, and look again by a date."""

    kind = "case_watched"
    agency: Text
    labels: Labels
    review_on: date
    phones: tuple[Phone, ...] = ()


class FigureCalls(CaseLetter):
    """To a figure who is asked to calm or persuade; nobody is brought together."""

    kind = "figure_calls"
    figure: Text
    lead: Text
    category: Text
    village: str
    kecamatan: str
    phones: tuple[Phone, ...] = ()


class PatternFound(Letter):
    """To coordinators: small reports of one root in one village."""

    kind = "pattern_found"
    village: str
    category: Text
    cases: tuple[str, ...]


class LeadHandedOver(CaseLetter):
    """To the agency that led: another one leads from now on. ``because`` is a code."""

    kind = "lead_handed_over"
    agency: Text
    to: Text
    because: str
    labels: Labels
    stays: bool = False
    phones: tuple[Phone, ...] = ()
