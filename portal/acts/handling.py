"""The agency's own work, and what happens meanwhile: done, new incidents, courts, people away."""

from datetime import date
from typing import Annotated

from desk.acting import AGENCY, COORDINATOR
from desk.courts import record_lawsuit
from desk.endings import finish_handling
from desk.forums import record_decision
from desk.incidents import Happened, record_incident
from desk.remains import Away, finish_prevention, record_displacement, record_sanction
from kit.clock import today
from models.reading_case import CasePage
from models.status import Status
from models.views import Forum
from policies.audience import Acts
from policies.forum import known_bodies
from portal.acts.asked import Asked, Asks, Choices, Looking
from portal.acts.base import OPEN, Act, Doing
from portal.acts.choices import outcomes
from portal.acts.words import FORUMS, LAWSUITS, listed, out_of, villages
from portal.languages import N_, in_language, translated

BOTH = frozenset({AGENCY, COORDINATOR})
SOURCES = listed(lambda rules: rules.endings.sources)
NOT_YET_REPORTED = frozenset({Status.IN_HANDLING})
SEALED_WORDS = Asks(N_("Dari mana kabarnya"), hint=N_("Dengan kata-kata. Tersegel."))
AS_OF = Asks(N_("Keadaan per tanggal"), kind="day")


def at_work(page: CasePage) -> bool:
    """Whether the agency's report of its work is still awaited."""
    return page.work is not None and not page.work.closure_asked


def _to_prevent(page: CasePage) -> bool:
    return any(one.kind == "prevention" for one in page.limits)


def _courts(looking: Looking) -> Choices:
    return [
        (one.code, in_language(one.name, looking.language)) for one in looking.rules.endings.bodies
    ]


def _bodies(looking: Looking) -> Choices:
    """The forums, and the bodies in which figures sit: ``kertha_desa_akah`` is Kertha Desa Akah."""
    return [(body, _body(body, looking.language)) for body in known_bodies(looking.rules.figures)]


def _body(body: str, language: str) -> str:
    forum = max((one for one in Forum if body.startswith(one)), key=len)
    place = body.removeprefix(forum).replace("_", " ").title()
    return f"{translated(FORUMS[forum], language)}{place and f' {place.strip()}'}"


class Handled(Asked):
    """What the agency did."""

    result_code: Annotated[
        str,
        Asks(N_("Hasilnya"), kind="choice", choices=outcomes),
    ]
    done: Annotated[
        str,
        Asks(N_("Apa yang dikerjakan"), kind="words", hint=N_("Tersegel; jangan menulis nama.")),
    ]


class Incident(Asked):
    """Something new that happened."""

    text: Annotated[
        str, Asks(N_("Apa yang terjadi"), kind="words", hint=N_("Jangan menulis nama orang."))
    ]
    happened_on: Annotated[date, Asks(N_("Kapan"), kind="day")]
    village: Annotated[str | None, Asks(N_("Di desa lain"), kind="choice", choices=villages)] = None


class Displaced(Asked):
    """Who is away from home, as one source says."""

    people: Annotated[
        int,
        Asks(N_("Berapa orang mengungsi"), kind="number", hint=N_("0 bila sudah pulang semua.")),
    ]
    families: Annotated[int, Asks(N_("Berapa KK"), kind="number")] = 0
    out_of_school: Annotated[int, Asks(N_("Berapa anak tidak bersekolah"), kind="number")] = 0
    source: Annotated[str, Asks(N_("Sumber"), kind="choice", choices=SOURCES)]
    source_words: Annotated[str, SEALED_WORDS]
    as_of: Annotated[date, AS_OF]


class Sanctioned(Asked):
    """A customary sanction that stands or was lifted."""

    sanction: Annotated[
        str,
        Asks(N_("Sanksi"), kind="choice", choices=listed(lambda rules: rules.endings.sanctions)),
    ]
    lifted: Annotated[bool, Asks(N_("Sudah dicabut"), kind="yes")] = False
    families: Annotated[int | None, Asks(N_("Berapa KK terkena"), kind="number")] = None
    source: Annotated[str, Asks(N_("Sumber"), kind="choice", choices=SOURCES)]
    source_words: Annotated[str, SEALED_WORDS]
    as_of: Annotated[date, AS_OF]


class Lawsuit(Asked):
    """A case at a court beside this one."""

    court: Annotated[str, Asks(N_("Di lembaga"), kind="choice", choices=_courts)]
    state: Annotated[str, Asks(N_("Keadaannya"), kind="choice", choices=out_of(LAWSUITS))]
    their_number: Annotated[str | None, Asks(N_("Nomor perkara"), hint=N_("Tersegel."))] = None


class Decided(Asked):
    """A body that decided the matter before."""

    body: Annotated[str, Asks(N_("Lembaga"), kind="choice", choices=_bodies)]
    decided_on: Annotated[date, Asks(N_("Diputus pada"), kind="day")]


class Prevented(Asked):
    """What shows that the prevention step was done."""

    evidence: Annotated[str, Asks(N_("Buktinya"), kind="words", hint=N_("Tersegel."))]


async def _finish(asked: Handled, doing: Doing) -> None:
    await finish_handling(
        doing.number, by=doing.by, result_code=asked.result_code, done=asked.done, seen=doing.seen
    )


async def _incident(asked: Incident, doing: Doing) -> None:
    happened = Happened(asked.text, asked.happened_on, village=asked.village)
    await record_incident(doing.number, happened, by=doing.by, seen=doing.seen)


async def _displaced(asked: Displaced, doing: Doing) -> None:
    away = Away(
        people=asked.people,
        families=asked.families,
        out_of_school=asked.out_of_school,
        source=asked.source,
        as_of=asked.as_of.isoformat(),
        source_words=asked.source_words,
    )
    await record_displacement(doing.number, away, by=doing.by)


async def _sanctioned(asked: Sanctioned, doing: Doing) -> None:
    await record_sanction(
        doing.number,
        by=doing.by,
        sanction=asked.sanction,
        in_force=not asked.lifted,
        source=asked.source,
        as_of=asked.as_of.isoformat(),
        source_words=asked.source_words,
        families=asked.families,
    )


async def _lawsuit(asked: Lawsuit, doing: Doing) -> None:
    await record_lawsuit(
        doing.number,
        by=doing.by,
        court=asked.court,
        state=asked.state,
        their_number=asked.their_number,
        seen=doing.seen,
    )


async def _decided(asked: Decided, doing: Doing) -> None:
    await record_decision(
        doing.number,
        asked.body,
        by=doing.by,
        decided_on=asked.decided_on.isoformat(),
        seen=doing.seen,
    )


async def _prevented(asked: Prevented, doing: Doing) -> None:
    await finish_prevention(doing.number, by=doing.by, evidence=asked.evidence, seen=doing.seen)


def _dated(name: str) -> dict[str, str]:
    return {name: today().isoformat()}


ACTS = (
    Act(
        "handled",
        N_("Laporkan bahwa penanganan selesai"),
        _finish,
        Acts.HANDLED,
        frozenset({AGENCY}),
        form=Handled,
        statuses=NOT_YET_REPORTED,
        when=at_work,
        group="next",
        button=N_("Kirim laporan"),
        note=N_(
            "Orang kedua memeriksa, lalu menutup kasus: sekretariat, atau untuk tugas tertutup "
            "petugas lembaga kedua."
        ),
    ),
    Act(
        "incident",
        N_("Catat kejadian baru"),
        _incident,
        Acts.INCIDENT,
        BOTH,
        form=Incident,
        statuses=OPEN | {Status.CLOSED, Status.DISMISSED},
        begins=lambda _: _dated("happened_on"),
        group="danger",
        note=N_(
            "Bahaya sekarang? Telepon 110 dahulu. Kasus yang sudah berakhir dibuka kembali olehnya."
        ),
    ),
    Act(
        "displaced",
        N_("Catat pengungsian"),
        _displaced,
        Acts.PARTY,
        BOTH,
        form=Displaced,
        begins=lambda _: _dated("as_of"),
        group="danger",
    ),
    Act(
        "sanction",
        N_("Catat sanksi adat"),
        _sanctioned,
        Acts.PARTY,
        BOTH,
        form=Sanctioned,
        begins=lambda _: _dated("as_of"),
        group="danger",
    ),
    Act(
        "lawsuit",
        N_("Catat perkara di pengadilan"),
        _lawsuit,
        Acts.PARTY,
        BOTH,
        form=Lawsuit,
        group="talks",
    ),
    Act(
        "decided_before",
        N_("Catat bahwa perkara ini pernah diputus"),
        _decided,
        Acts.PARTY,
        BOTH,
        form=Decided,
        begins=lambda _: _dated("decided_on"),
        group="talks",
    ),
    Act(
        "prevented",
        N_("Catat bahwa pencegahan sudah dilakukan"),
        _prevented,
        Acts.CLAUSE,
        BOTH,
        form=Prevented,
        statuses=OPEN | {Status.CLOSED},
        when=_to_prevent,
        group="next",
    ),
)
