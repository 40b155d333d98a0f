"""Contact with the sides, figures, meetings, and handling without talks."""

from datetime import date, datetime

from pydantic import Field

from models.facts.base import Body, Fact, Sealed
from models.status import Status


class PartyNamed(Body):
    """A side of the dispute as the agency met it; ``willing`` is None while unknown."""

    party: str
    kind: str
    village: str
    willing: bool | None = None


class ContactRecorded(Fact):
    """The agency met the sides, each apart, and records what is confirmed.

    ``only_safety``: they will talk about safety and return, not about what a court decides.
    """

    name, flow = "contact.recorded", "open-mediations"
    confirmed: bool
    parties: tuple[PartyNamed, ...]
    injured: int = 0
    danger: bool = False
    root_cause: str | None = None
    complete: bool = True
    only_safety: bool = False
    note: Sealed | None = None


class ContactAsked(Fact):
    """Not every side was met or answered; more contact is needed before a choice."""

    name = "contact.asked"
    missing: tuple[str, ...]


class FigureProposed(Body):
    """A figure proposed for a panel and its kind."""

    figure: str
    kind: str


class MediationOpened(Fact):
    """A forum talks the dispute over; figures were proposed and are asked.

    ``forums_passed_over`` says by rung why it may not: own_cause, decided, tie or withheld.
    """

    name, leads_to = "mediation.opened", Status.IN_MEDIATION
    mediation: str
    forum: str
    round: int
    figures: tuple[FigureProposed, ...]
    passed_over: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    reason_code: str | None = None
    rule_set: str
    forums_passed_over: dict[str, str] = Field(default_factory=dict)


class DecisionRecorded(Fact):
    """A body decided the matter itself before: it is no forum for it, its members no figures."""

    name = "decision.recorded"
    body: str
    decided_on: date


class ForumDecided(Fact):
    """A coordinator takes the dispute to a task force: a reason of UU 7/2012 Ps 42 (2), a decree.

    ``reason_code``: no_institution, not_functioning, stuck, no_agreement, state_of_conflict.
    """

    name, flow = "forum.decided", "open-mediations"
    forum: str
    reason_code: str
    decree: Sealed


class MediationExtended(Fact):
    """The talks may last longer, once (UU 30/1999 Ps 6; the length is the regency's).

    ``agreed_by`` are the parties that agreed to it; none where no date was free.
    """

    name, flow = "mediation.extended", "arrange-meetings"
    mediation: str
    reason_code: str
    until: datetime | None = None
    agreed_by: tuple[str, ...] = ()


class TalksStalled(Fact):
    """Talks can't go on by the rules: no figure fits, no date is free, or no forum is left."""

    name = "talks.stalled"
    mediation: str | None = None
    reason_code: str
    forum: str | None = None
    lacks: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()


class FigureReplaced(Fact):
    """A figure who can't or may not was replaced by the next fitting one, if there is one."""

    name = "figure.replaced"
    mediation: str
    figure: str
    by: str | None = None
    reason_code: str


class FiguresAsked(Fact):
    """Figures are asked to calm or persuade (pendekatan tokoh): there are no sides, no talks."""

    name = "figures.asked"
    figures: tuple[FigureProposed, ...]
    rule_set: str


class HandlingOpened(Fact):
    """The agency handles the case by itself: no mediation, or no longer."""

    name, leads_to = "handling.opened", Status.IN_HANDLING
    reason_code: str


class FigureAnswered(Fact):
    """A figure answers the request: ``accept``, ``cannot`` or ``tie`` (a conflict of interest)."""

    name, flow = "figure.answered", "arrange-meetings"
    mediation: str
    figure: str
    answer: str
    reason: Sealed | None = None


class PartyAnswered(Fact):
    """A party accepts the panel, or uses its one objection to a figure (``refuse``).

    ``figures`` are those it accepted; ``reason`` is of an objection that is no longer free.
    """

    name, flow = "party.answered", "arrange-meetings"
    mediation: str
    party: str
    answer: str
    figure: str | None = None
    figures: tuple[str, ...] = ()
    reason: Sealed | None = None


class CompanionNamed(Fact):
    """Somebody comes with a side (pendamping), or no longer does; ``kind`` says what they are."""

    name = "companion.named"
    party: str
    kind: str
    leaves: bool = False


class TieDeclared(Fact):
    """An office, agency or approver declared a tie to the case and is passed over.

    ``kind`` is a code: ``party`` when it is itself a side, else the kind of tie.
    """

    name = "tie.declared"
    who: str
    kind: str


class MeetingScheduled(Fact):
    """A date is set; invitations are queued in the same transaction."""

    name = "meeting.scheduled"
    meeting: str
    mediation: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    figures: tuple[str, ...]
    parties: tuple[str, ...]
    place: Sealed | None = None
    agencies: tuple[str, ...] = ()
    short_notice: bool = False


class MeetingMoved(Fact):
    """A meeting has another date; the invitation's sequence rose."""

    name = "meeting.moved"
    meeting: str
    starts_at: datetime
    ends_at: datetime
    sequence: int
    short_notice: bool = False


class MeetingCancelled(Fact):
    """A meeting will not take place; another date is looked for. The mail gives no reason."""

    name, flow = "meeting.cancelled", "arrange-meetings"
    meeting: str
    reason_code: str


class MeetingPostponed(Fact):
    """A meeting had no quorum; ``missing`` are sides, figures or the facilitator. Another is set.

    After so many as ``talks.yaml`` says, the coordinators are asked instead.
    """

    name, flow = "meeting.postponed", "arrange-meetings"
    meeting: str
    missing: tuple[str, ...]


class MeetingHeld(Fact):
    """A sitting took place: who came and how it ended.

    ``outcome``: agreed, adjourned, deadlock or withdrawn (a side left the talks). Sides present
    ``by_proxy`` were spoken for in writing; ``by_awig``: the awig-awig's quorum was reached.
    """

    name, flow = "meeting.held", "follow-meetings"
    meeting: str
    kind: str
    outcome: str
    parties_present: tuple[str, ...]
    figures_present: tuple[str, ...]
    minutes: Sealed | None = None
    withdrawn_party: str | None = None
    by_proxy: tuple[str, ...] = ()
    agencies_present: tuple[str, ...] = ()
    by_awig: bool = False


class LetterDelivered(Fact):
    """An officer brought a letter to somebody without mail.

    ``how``: handed, read_out, to_family, refused, or not_found. ``notice`` is the letter's id.
    """

    name = "letter.delivered"
    notice: str
    kind: str
    recipient: str
    how: str
    brought_on: date


class SigningAsked(Fact):
    """The parties agreed in the meeting; the written agreement is awaited."""

    name = "signing.asked"
    mediation: str
    due_on: date
