"""What a policy sees of the world and what it answers: plain, frozen values.

Pure: imports neither SQLAlchemy nor files. Tasks and desk build a situation
from rows, a policy returns a choice with its reasons, the model records it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from models.status import Status


class Colour(StrEnum):
    """How dangerous a report reads (domain: severity, escalation and colours)."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"


class Bar(StrEnum):
    """What closes a case, or a part of it, to mediation (design: bars)."""

    SEALED = "sealed"
    CRIME = "crime"
    COURT = "court"
    ELECTION = "election"


class Approach(StrEnum):
    """How a route handles a case."""

    MEDIATION = "mediation"
    HANDLING = "handling"
    FIGURES = "figures"
    WATCH = "watch"


class FigureKind(StrEnum):
    """Kinds of figures: tokoh masyarakat, tokoh adat, tokoh agama."""

    COMMUNITY = "community"
    CUSTOMARY = "customary"
    RELIGIOUS = "religious"


class Forum(StrEnum):
    """Rungs of the ladder on which a dispute is talked over (UU 7/2012 Ps 41-43)."""

    VILLAGE = "village"
    KERTHA_DESA = "kertha_desa"
    KECAMATAN = "kecamatan"
    MDA_KECAMATAN = "mda_kecamatan"
    REGENCY = "regency"
    MDA_REGENCY = "mda_regency"
    TASK_FORCE = "task_force"
    COURT = "court"


class MeetingKind(StrEnum):
    """Kinds of sittings. One with only one side is a caucus, never a mediation."""

    MEDIATION = "mediation"
    CAUCUS = "caucus"
    FIELD_VISIT = "field_visit"
    PARUMAN = "paruman"
    COORDINATION = "coordination"


REPORTER_THREATENED = "reporter_threatened"
"""The object, and the answer, of a case of somebody threatened for having reported."""
VICTIM_THREATENED = "victim_threatened"
"""The same where the case that was reported is sealed: it stays with that case's two bodies."""
ASSAULT = "assault"
STAGE_OF_VIOLENCE = 2
"""The object of which talks never dispose (UU 1/2023 Ps 262, 466)."""


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as triage reads it: words, village code, and when it happened (a WITA date)."""

    text: str
    village: str
    happened_on: date
    answers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """An earlier case that a new report may tell of again (a likely twin)."""

    number: str
    village: str
    category: str
    happened_on: date
    text: str


@dataclass(frozen=True, slots=True)
class TriageChoice:
    """What the rules read in a report.

    ``severity`` 1..4, ``stage`` 0..4, ``confidence`` 0..100 in percent. ``entries`` are the ids
    of the vocabulary entries that led here, never the words. ``unsure`` says why a person must
    decide, empty when the rules are sure. ``twins`` are lower case numbers, likeliest first.
    """

    category: str
    severity: int
    stage: int
    likelihood: int
    impact: int
    colour: Colour
    confidence: int
    bars: tuple[Bar, ...] = ()
    dangers: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseSituation:
    """A case as assignment, mediation and closure see it; codes only, no words, no names.

    ``areas`` holds the border signs that triage read: ``other_kecamatan``, ``other_regency``.
    ``objects`` holds what the dispute is about (``land_title``, ``irrigation``, ``sea`` ...).
    ``passed_over`` are codes or kinds of agencies that declined, are a party or have a tie;
    ``not_to_tell`` those that the reporter must not be betrayed to.
    """

    number: str
    status: Status
    category: str
    village: str
    severity: int
    stage: int
    colour: Colour
    bars: tuple[Bar, ...] = ()
    objects: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    other_villages: tuple[str, ...] = ()
    lead: str | None = None
    passed_over: tuple[str, ...] = ()
    not_to_tell: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """A supporting agency and its one sentence of duty, by language ("id", "en")."""

    agency: str
    duty: dict[str, str]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An agency that the route names and that was not chosen, with the reason, by language."""

    agency: str
    reason: dict[str, str]


@dataclass(frozen=True, slots=True)
class AssignmentChoice:
    """Who leads, who supports, how, and why. Agency codes; ``reason`` and ``basis`` by language.

    ``override`` names the override that led here ("ppa", "danger", ...), if one did.
    ``approach`` WATCH means nobody is assigned and the case is watched. ``passed_over`` is for the
    record only: a mail that names it may betray the reporter.
    """

    lead: str
    approach: Approach
    route: str
    reason: dict[str, str]
    basis: dict[str, str]
    supports: tuple[Support, ...] = ()
    override: str | None = None
    sealed: bool = False
    alternate: str | None = None
    follow_up: str | None = None
    passed_over: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyView:
    """A side of a dispute: an administrative village, a customary village, a banjar, a group."""

    id: str
    kind: str
    village: str
    banjar: str | None = None
    faith: str | None = None
    willing: bool | None = None


@dataclass(frozen=True, slots=True)
class Consented:
    """A side's last answer. ``figures`` it accepted; None where that was not yet recorded."""

    accepts: bool
    figures: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class FigureChoice:
    """A figure proposed, with the reason, by language."""

    figure: str
    kind: FigureKind
    reason: dict[str, str]


@dataclass(frozen=True, slots=True)
class FigureRefused:
    """A figure passed over, with the reason, by language."""

    figure: str
    reason: dict[str, str]


@dataclass(frozen=True, slots=True)
class PanelChoice:
    """Figures proposed in order, those passed over, and what the panel still lacks."""

    forum: Forum
    figures: tuple[FigureChoice, ...]
    passed_over: tuple[FigureRefused, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time, start and end as aware datetimes."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ForumChoice:
    """The rung of the ladder on which the sides talk, why, and which rungs were passed over.

    ``needs_decision`` when only a coordinator can go there (task force, court).
    """

    forum: Forum
    reason: dict[str, str]
    passed_over: tuple[tuple[Forum, dict[str, str]], ...] = ()
    needs_decision: bool = False


@dataclass(frozen=True, slots=True)
class PanelSituation:
    """A case for which figures are looked for: its sides, and what is known of figures' ties.

    ``kinds`` in the category's order. ``kept`` are ids of figures who sit or are still asked.
    ``ties`` are figures who declared a tie, ``declined`` who said no, ``objected`` whom a side
    refused, ``decided`` bodies that decided the matter already (as in ``Figure.sits_in``), ``sat``
    who mediated it before in talks that failed.
    ``load`` counts the open mediations of a figure.
    """

    case: CaseSituation
    forum: Forum
    parties: tuple[PartyView, ...]
    kinds: tuple[FigureKind, ...]
    kept: tuple[str, ...] = ()
    ties: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()
    objected: frozenset[str] = frozenset()
    decided: frozenset[str] = frozenset()
    sat: frozenset[str] = frozenset()
    load: Mapping[str, int] = field(default_factory=dict)
