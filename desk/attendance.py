"""Who was there when people sat together, and whether that is enough for how it ended."""

from dataclasses import dataclass
from datetime import datetime

from desk.acting import AGENCY, Act
from desk.refusals import talks as says
from desk.sides import party_named, talks_of
from models.regency import UnknownCode
from models.talks import Meeting, parties_of
from models.views import Forum, MeetingKind
from policies.sittings import DECIDES, Attendance, kind_held, lacking

LACKS = {
    "sides": {"id": "semua pihak atau kuasanya", "en": "every side or its proxy"},
    "figures": {"id": "seorang penengah", "en": "a mediator"},
    "facilitator": {"id": "fasilitator pemerintah", "en": "a facilitator of the government"},
    "awig_awig": {"id": "kuorum menurut awig-awig", "en": "the awig-awig's quorum"},
}


@dataclass(frozen=True, slots=True)
class Sitting:
    """How a meeting went: who came (party labels, figure ids) and how it ended.

    ``proxies`` are sides that were spoken for in writing, ``agencies`` the facilitators (the
    lead's own, if its officer records). ``next_at`` is when they sit again.
    """

    outcome: str
    parties: tuple[str, ...]
    figures: tuple[str, ...]
    minutes: str | None = None
    withdrawn: str | None = None
    proxies: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    by_awig: bool = False
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class There:
    """Who was there, by id; ``lacks`` are the codes of what the quorum misses."""

    kind: MeetingKind
    sides: tuple[str, ...]
    by_proxy: tuple[str, ...]
    agencies: tuple[str, ...]
    lacks: tuple[str, ...]


async def present(act: Act, sitting: Sitting, *, meeting: Meeting) -> There:
    """Read who was there."""
    forum = Forum((await talks_of(act)).forum)
    sides = [str((await party_named(act, label)).id) for label in sitting.parties]
    proxies = [str((await party_named(act, label)).id) for label in sitting.proxies]
    whole = tuple(dict.fromkeys([*sides, *proxies]))
    of = len(await parties_of(act.db, act.case.number))
    kind = kind_held(MeetingKind(meeting.kind), sides=len(whole), of=of)
    agencies = _agencies(act, sitting)
    there = Attendance(len(whole), of, len(sitting.figures), len(agencies), sitting.by_awig)
    talks = act.rules.talks
    lacks = lacking(talks.rule(kind), there, forum=forum, talks=talks)
    return There(kind, whole, tuple(proxies), agencies, lacks)


def refuse_outcome(act: Act, sitting: Sitting, *, there: There) -> None:
    """Refuse an end that such a meeting can't have, or not without its quorum."""
    rule = act.rules.talks.rule(there.kind)
    if there.sides and rule.sides == "none":
        raise act.refuse(says.SIDES_APART, kind=rule.name)
    if rule.sides != "none" and (not there.sides or not sitting.figures):
        raise act.refuse(says.EMPTY_MEETING)
    if there.kind is MeetingKind.CAUCUS and sitting.outcome == "agreed":
        raise act.refuse(says.ONE_SIDE_AGREES)
    if sitting.outcome not in rule.outcomes:
        outcomes = ", ".join(rule.outcomes)
        raise act.refuse(says.NOT_ITS_OUTCOME, kind=rule.name, outcomes=outcomes)
    if there.lacks and (sitting.outcome in DECIDES or rule.sides == "none"):
        raise act.refuse(says.NO_QUORUM, lacks=_said(there.lacks))


def _agencies(act: Act, sitting: Sitting) -> tuple[str, ...]:
    """The agencies that came; the lead's own, if its officer tells of it."""
    own = [act.person.agency] if act.person.role == AGENCY and act.person.agency else []
    try:
        codes = [act.rules.agency(code).code for code in sitting.agencies]
    except UnknownCode as unknown:
        raise act.refuse_because(unknown.said) from None
    return tuple(dict.fromkeys([*own, *codes]))


def _said(lacks: tuple[str, ...]) -> dict[str, str]:
    return {lang: ", ".join(LACKS[one][lang] for one in lacks) for lang in ("id", "en")}
