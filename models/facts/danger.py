"""What bars a case, endangers people or protects them."""

from datetime import date, datetime

from models.facts.base import Fact, Sealed


class BarRaised(Fact):
    """Something closes the case, or a part of it, to mediation."""

    name, flow = "bar.raised", "apply-bars"
    bar: str
    scope: str = "case"
    reason: Sealed | None = None


class BarLifted(Fact):
    """A coordinator lifts a bar; a sealed one needs a second person."""

    name, flow = "bar.lifted", "apply-bars"
    bar: str
    reason: Sealed
    second_person: str | None = None
    category: str | None = None


PARTED = "parted"
"""The kind of link in a wider conflict's own chain: somebody harmed in it has a sealed case."""


class CaseLinked(Fact):
    """The case belongs to another one that stays apart (a child inside a wider conflict)."""

    name = "case.linked"
    to: str
    kind: str


class ColourRaised(Fact):
    """An open case was rated anew, by an incident: higher, never lower."""

    name = "colour.raised"
    colour: str
    stage: int
    dangers: tuple[str, ...] = ()
    severity: int | None = None
    incident: str | None = None


class CaseCalmed(Fact):
    """The danger is over, as the agency that led in it says; the matter itself goes on."""

    name = "case.calmed"
    colour: str
    stage: int


class AlertRaised(Fact):
    """Somebody must be woken: a report or an incident reads red, or a person rated it so."""

    name = "alert.raised"
    alert: str
    colour: str
    stage: int
    dangers: tuple[str, ...] = ()
    sealed: bool = False
    rule_set: str


class AlarmSent(Fact):
    """A rung of the duty roster was alarmed; ``skipped`` names rungs that were passed unsaid.

    ``left_out`` are posts of the ladder that sleep on because the reporter fears them.
    """

    name = "alarm.sent"
    rung: int
    duty: tuple[str, ...]
    alert: str | None = None
    skipped: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()


class HookCalled(Fact):
    """The operator's hook was called for a rung, with number, colour and kecamatan only."""

    name = "hook.called"
    rung: int
    done: bool
    trouble: str | None = None


class AlertAcknowledged(Fact):
    """Somebody on duty took the alarm; the climb stops."""

    name = "alert.acknowledged"
    by: str


class AlertResumed(Fact):
    """The alarm was taken by mistake: it climbs as if nobody had; ``taken_by`` had taken it."""

    name = "alert.resumed"
    taken_by: str


class AlertEnded(Fact):
    """A red case is calm again, ended or was sealed, or a newer alarm took this one's place."""

    name = "alert.ended"
    alert: str
    reason_code: str


class CallRecorded(Fact):
    """A telephone call was made: which post was called, whether it answered, and who spoke."""

    name = "call.recorded"
    called: str
    answered: bool
    note: Sealed | None = None
    officer: Sealed | None = None


class RakortasCalled(Fact):
    """The leaders' limited meeting was called, from stage 3 on (UU 23/2014 Ps 26)."""

    name = "rakortas.called"
    stage: int
    seats: tuple[str, ...]
    by: datetime


class SituationAsked(Fact):
    """A red case was asked how it stands; ``asks`` counts the questions without an answer."""

    name = "situation.asked"
    asks: int
    to: tuple[str, ...]


class SituationReported(Fact):
    """A situation report on a red case."""

    name = "situation.reported"
    calm: bool
    injured: int = 0
    report: Sealed | None = None


class DisplacementRecorded(Fact):
    """How many people and families are away from home, by which source: sources disagree."""

    name = "displacement.recorded"
    people: int | None = None
    families: int | None = None
    source: Sealed
    as_of: date
    place: str | None = None
    children_out_of_school: int | None = None
    source_kind: str | None = None


class SanctionRecorded(Fact):
    """A customary sanction: imposed, changed or lifted (kasepekang, kanorayang, other)."""

    name = "sanction.recorded"
    sanction: str
    state: str
    families: int | None = None
    source: Sealed
    as_of: date
    source_kind: str | None = None


class LawsuitRecorded(Fact):
    """A court case runs beside this one: ``filed``, ``decided``, ``settled`` or ``withdrawn``."""

    name = "lawsuit.recorded"
    court: str
    state: str
    their_number: Sealed | None = None


class ConflictStateRecorded(Fact):
    """The bupati set, extended or revoked a Status Keadaan Konflik (UU 7/2012 Ps 15-31)."""

    name, flow = "conflict_state.recorded", "follow-states"
    state: str
    since: date
    until: date
    decree: Sealed


class ReprisalReported(Fact):
    """Somebody is threatened for having reported; a sealed case of its own follows."""

    name = "reprisal.reported"
    into: str


class MessageSent(Fact):
    """A message between a reporter and whoever answers, without an identity.

    ``direction`` is ``from_reporter`` or ``to_reporter``. ``about`` is the code of an answer that
    was chosen instead of written: whether an agreement was kept. ``attachments`` describe
    the files that came with it.
    """

    name = "message.sent"
    direction: str
    message: Sealed | None = None
    about: str | None = None
    attachments: tuple[Sealed, ...] = ()


class CodeRenewed(Fact):
    """A reporter's tracking code was drawn anew; the old one opens nothing any more."""

    name = "code.renewed"
    way: str


class TextReleased(Fact):
    """A person released a report's text to the agencies."""

    name = "text.released"
    text: str


class SummaryWritten(Fact):
    """A person wrote a ringkasan that agencies may read in place of the report."""

    name = "summary.written"
    summary: Sealed


class TextErased(Fact):
    """A text and its salt were erased; its digest stays and proves nothing any more."""

    name = "text.erased"
    text: str
    reason_code: str


class IdentityAsked(Fact):
    """Somebody asks to read the reporter's identity, for a written reason."""

    name = "identity.asked"
    request: str
    reason: Sealed


class IdentityConsented(Fact):
    """A second coordinator consents; whoever asked may read it once, until an instant."""

    name = "identity.consented"
    request: str
    until: datetime


class IdentityRefused(Fact):
    """A second coordinator does not consent, or whoever asked no longer wants it."""

    name = "identity.refused"
    request: str
    reason: Sealed | None = None


class IdentityOpened(Fact):
    """Somebody read the reporter's identity, for a written reason."""

    name = "identity.opened"
    reason: Sealed
    consented_by: str | None = None
    request: str | None = None


class CaseExported(Fact):
    """The case's chain was written to a file."""

    name = "case.exported"
    head: str


# What the reporter told, was told or asked for apart: no agency's and no program's business.
REPORTERS_OWN = frozenset(
    {MessageSent.name, CodeRenewed.name, ReprisalReported.name, IdentityOpened.name}
)
