"""Meetings: set by hand, held, postponed for want of a quorum, moved, cancelled."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from desk.acting import AGENCY, COORDINATOR, FIGURE
from desk.sittings import FACILITATOR, Plan, plan_meeting, postpone_meeting
from desk.talks import Sitting, cancel_meeting, move_meeting, record_meeting
from kit.clock import WITA, now
from models.reading_case import CasePage
from models.status import Status
from policies.audience import Acts
from policies.sittings import may_be_planned
from portal.acts.asked import Asked, Asks, Choices, Looking
from portal.acts.base import Act, Doing
from portal.acts.words import (
    CANCEL_REASONS,
    MEETING_OUTCOMES,
    agencies,
    offices_of,
    out_of,
    sides,
    wide_agencies,
)
from portal.languages import N_, in_language, translated

TALKS = frozenset({Status.IN_MEDIATION})
BOTH = frozenset({AGENCY, COORDINATOR})
GOVERNMENT = N_("Fasilitator pemerintah")


def none_set(page: CasePage) -> bool:
    """Whether a meeting may be set by hand: somebody sits and none is set."""
    talks = page.talks
    return talks is not None and page.meeting is None and not talks.agreed


def is_set(page: CasePage) -> bool:
    """Whether a meeting is set."""
    return page.meeting is not None


def began(page: CasePage) -> bool:
    """Whether the meeting that is set has begun, so that it can be told how it went."""
    return page.meeting is not None and page.meeting.starts_at <= now()


def _ahead(page: CasePage) -> bool:
    return is_set(page) and not began(page)


def _kinds(looking: Looking) -> Choices:
    category = looking.page.case.category
    return [
        (rule.kind, in_language(rule.name, looking.language))
        for rule in looking.rules.talks.meetings
        if may_be_planned(rule, category=category)
    ]


def _invited_figures(looking: Looking) -> Choices:
    meeting = looking.page.meeting
    return offices_of(meeting.figures, looking) if meeting else ()


def _invited_sides(looking: Looking) -> Choices:
    meeting = looking.page.meeting
    return [(one, one) for one in meeting.sides] if meeting else ()


def _officials(looking: Looking) -> Choices:
    """Those who were invited, and those who support the case."""
    meeting, work = looking.page.meeting, looking.page.work
    known = (
        [*(meeting.agencies if meeting else ()), *(one.agency for one in work.helpers)]
        if work
        else []
    )
    chosen = dict(agencies(looking))
    return [(one, chosen[one]) for one in dict.fromkeys(known)]


def _missing(looking: Looking) -> Choices:
    facilitator = (FACILITATOR, translated(GOVERNMENT, looking.language))
    return [*_invited_sides(looking), *_invited_figures(looking), facilitator]


class Planned(Asked):
    """A meeting to set."""

    kind: Annotated[str, Asks(N_("Jenis pertemuan"), kind="choice", choices=_kinds)]
    starts_at: Annotated[datetime, Asks(N_("Mulai"), kind="moment")]
    side: Annotated[
        str | None,
        Asks(N_("Pihak, untuk kaukus saja"), kind="choice", choices=sides),
    ] = None
    agencies: Annotated[
        tuple[str, ...],
        Asks(N_("Instansi, untuk rapat koordinasi saja"), kind="several", choices=wide_agencies),
    ] = ()


class Held(Asked):
    """How a meeting went: who came and how it ended."""

    sides: Annotated[
        tuple[str, ...], Asks(N_("Pihak yang hadir"), kind="several", choices=_invited_sides)
    ] = ()
    proxies: Annotated[
        tuple[str, ...],
        Asks(
            N_("Pihak yang diwakili dengan kuasa tertulis"),
            kind="several",
            choices=_invited_sides,
        ),
    ] = ()
    figures: Annotated[
        tuple[str, ...], Asks(N_("Tokoh yang hadir"), kind="several", choices=_invited_figures)
    ] = ()
    agencies: Annotated[
        tuple[str, ...],
        Asks(
            N_("Instansi lain yang hadir"),
            kind="several",
            choices=_officials,
            hint=N_("Kantor Anda sendiri sudah dihitung."),
        ),
    ] = ()
    outcome: Annotated[
        str, Asks(N_("Bagaimana berakhirnya"), kind="choice", choices=out_of(MEETING_OUTCOMES))
    ]
    withdrawn: Annotated[
        str | None, Asks(N_("Pihak yang mundur"), kind="choice", choices=_invited_sides)
    ] = None
    next_at: Annotated[
        datetime | None, Asks(N_("Bila dilanjutkan: bertemu lagi pada"), kind="moment")
    ] = None
    by_awig: Annotated[bool, Asks(N_("Paruman: kuorum menurut awig-awig tercapai"), kind="yes")] = (
        False
    )
    minutes: Annotated[
        str | None,
        Asks(
            N_("Notulen"), kind="words", hint=N_("Hasil pembicaraan, dengan kata-kata. Tersegel.")
        ),
    ] = None


class Missed(Asked):
    """Who was missing."""

    missing: Annotated[
        tuple[str, ...], Asks(N_("Siapa yang tidak hadir"), kind="several", choices=_missing)
    ] = ()


class Moved(Asked):
    """Another time."""

    starts_at: Annotated[datetime, Asks(N_("Waktu yang baru"), kind="moment")]


class Cancelled(Asked):
    """A reason, for the record only."""

    reason_code: Annotated[str, Asks(N_("Mengapa"), kind="choice", choices=out_of(CANCEL_REASONS))]


def in_wita(at: datetime) -> datetime:
    """What somebody typed without a zone is the time of Bali."""
    return at if at.tzinfo else at.replace(tzinfo=WITA)


async def _plan(asked: Planned, doing: Doing) -> None:
    plan = Plan(asked.kind, in_wita(asked.starts_at), side=asked.side, agencies=asked.agencies)
    await plan_meeting(doing.number, plan, by=doing.by, seen=doing.seen)


async def _held(asked: Held, doing: Doing) -> None:
    sitting = Sitting(
        asked.outcome,
        tuple(one for one in asked.sides if one not in asked.proxies),
        asked.figures,
        minutes=asked.minutes,
        withdrawn=asked.withdrawn,
        proxies=asked.proxies,
        agencies=asked.agencies,
        by_awig=asked.by_awig,
        next_at=in_wita(asked.next_at) if asked.next_at else None,
    )
    await record_meeting(doing.number, sitting, by=doing.by, seen=doing.seen)


def _all_came(page: CasePage) -> Mapping[str, Any]:
    """Everybody who was invited is ticked: whoever stayed away is unticked."""
    meeting = page.meeting
    return {"sides": list(meeting.sides), "figures": list(meeting.figures)} if meeting else {}


async def _postpone(asked: Missed, doing: Doing) -> None:
    await postpone_meeting(doing.number, by=doing.by, missing=asked.missing, seen=doing.seen)


async def _move(asked: Moved, doing: Doing) -> None:
    await move_meeting(
        doing.number, by=doing.by, starts_at=in_wita(asked.starts_at), seen=doing.seen
    )


async def _cancel(asked: Cancelled, doing: Doing) -> None:
    await cancel_meeting(doing.number, by=doing.by, reason_code=asked.reason_code, seen=doing.seen)


ACTS = (
    Act(
        "meeting_held",
        N_("Catat hasil musyawarah"),
        _held,
        Acts.HOLD_MEETING,
        frozenset({AGENCY, FIGURE}),
        form=Held,
        statuses=TALKS,
        when=began,
        begins=_all_came,
        group="next",
        button=N_("Simpan hasil"),
    ),
    Act(
        "meeting_postpone",
        N_("Tidak jadi: belum kuorum"),
        _postpone,
        Acts.PLAN_MEETING,
        BOTH,
        form=Missed,
        statuses=TALKS,
        when=began,
        group="next",
        button=N_("Tunda musyawarah"),
    ),
    Act(
        "meeting_plan",
        N_("Tetapkan sendiri sebuah pertemuan"),
        _plan,
        Acts.PLAN_MEETING,
        BOTH,
        form=Planned,
        statuses=TALKS,
        when=none_set,
        group="talks",
        button=N_("Tetapkan dan undang"),
    ),
    Act(
        "meeting_move",
        N_("Pindahkan waktu musyawarah"),
        _move,
        Acts.PLAN_MEETING,
        BOTH,
        form=Moved,
        statuses=TALKS,
        when=_ahead,
        group="talks",
        button=N_("Pindahkan dan beri tahu"),
    ),
    Act(
        "meeting_cancel",
        N_("Batalkan musyawarah"),
        _cancel,
        Acts.PLAN_MEETING,
        BOTH,
        form=Cancelled,
        statuses=TALKS,
        when=is_set,
        group="talks",
        note=N_("Semua yang diundang diberi tahu, tanpa alasannya."),
        button=N_("Batalkan"),
        grave=True,
    ),
)
