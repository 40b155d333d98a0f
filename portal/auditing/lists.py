"""Lists of facts and of mails: on pages, and as files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from desk.acting import Person
from desk.auditing import lines_read, readable_texts
from kit.dates import brief_in
from models.chain import HOUSE
from models.reading_audit_lists import Line, MailLine, fact_lines, facts_of_cases, mail_lines
from models.regency_folder import regency
from models.session import reading
from portal.auditing.files import table_file
from portal.auditing.listings import LISTINGS, Around, Cell, Listing
from portal.auditing.periods import Period, asked
from portal.auditing.room import Auditor, room
from portal.auditing.wording import Wording
from portal.languages import N_, translated
from portal.pages import page
from portal.visitors import visitor
from portal.wording import called

router = room()
ON_A_PAGE, IN_A_FILE = 50, 5000
MAILS = "surat"
MAIL_TITLE = N_("Surat yang dikirim")
MAIL_NOTE = N_("Kepada siapa dan bagaimana nasibnya; tidak pernah alamat atau isinya.")
MAIL_COLUMNS = (N_("Jenis surat"), N_("Keadaan"), N_("Percobaan"), N_("Terkirim"))
STATES = ("queued", "sending", "sent", "dead", "cancelled")
FACT_COLUMNS = (N_("Kapan"), N_("Kasus"), N_("Fakta ke"), N_("Siapa"))
FIRST_OF_MAILS = (N_("Diantrekan"), N_("Kasus"), N_("Kepada"))


@dataclass(frozen=True, slots=True)
class Row:
    """A row on a page: when, of which case and row, who, and the list's own columns."""

    at: datetime
    case: str
    seq: int | None
    who: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Told:
    """A list as it is told: its words, its rows, and the key after which it goes on."""

    name: str
    title: str
    note: str
    columns: Sequence[str]
    rows: Sequence[Row]
    after: str = ""


@router.get("/daftar/{listing}")
async def listed(request: Request, listing: str, who: Auditor) -> HTMLResponse:
    """A list, a page at a time, the newest first."""
    period = asked(request)
    told = await _told(request, listing, who=who, period=period, limit=ON_A_PAGE)
    query = {**period.query, **_state(request)}
    return await page(
        request,
        "auditor/list.html",
        status=422 if period.wrong else 200,
        told=told,
        period=period,
        state=query.get("keadaan", ""),
        states=STATES if listing == MAILS else (),
        here=f"/auditor/daftar/{listing}",
        query=urlencode(query),
        house=HOUSE,
        wording=Wording(regency(), (await visitor(request)).language),
    )


@router.get("/daftar/{listing}/{kind}")
async def listed_file(request: Request, listing: str, kind: str, *, who: Auditor) -> Response:
    """The same list as a file."""
    if kind not in {"csv", "json"}:
        raise HTTPException(404)
    told = await _told(request, listing, who=who, period=asked(request), limit=IN_A_FILE)
    language = (await visitor(request)).language
    columns = [translated(one, language) for one in told.columns]
    rows = [_flat(row, language=language) for row in told.rows]
    return table_file(told.name, columns, rows, kind=kind, whole=not told.after)


async def _told(request: Request, name: str, *, who: Person, period: Period, limit: int) -> Told:
    wording = Wording(regency(), (await visitor(request)).language)
    after = request.query_params.get("sesudah", "").split("~")
    if name == MAILS:
        return await _mails(request, period, after=after, limit=limit, wording=wording)
    if name not in LISTINGS:
        raise HTTPException(404)
    return await _facts(LISTINGS[name], period, after=after, limit=limit, who=who, wording=wording)


async def _facts(
    listing: Listing,
    period: Period,
    *,
    after: Sequence[str],
    limit: int,
    who: Person,
    wording: Wording,
) -> Told:
    async with reading() as db:
        found = await fact_lines(
            db,
            listing.facts,
            span=period.span,
            after=_fact_key(after),
            where=listing.where,
            limit=limit + 1,
        )
        lines = list(found[:limit])
        cases = {one.case for one in lines}
        beside = await facts_of_cases(db, cases, listing.beside) if listing.beside else {}
        read = await lines_read(db, lines, by=who)
        lines = [read(one) for one in lines]
        beside = {case: [read(one) for one in known] for case, known in beside.items()}
        bodies = _bodies([*lines, *(one for case in beside.values() for one in case)])
        texts = await readable_texts(db, bodies, by=who)
    around = Around(Wording(wording.rules, wording.language, texts), beside)
    rows = [
        Row(one.at, one.case, one.seq, wording.who(one.actor), listing.row(one, around))
        for one in lines
    ]
    last = lines[-1] if len(found) > limit else None
    key = f"{last.at.isoformat()}~{last.case}~{last.seq}" if last else ""
    columns = (*FACT_COLUMNS, *listing.columns)
    return Told(listing.name, listing.title, listing.note, columns, rows, key)


async def _mails(
    request: Request, period: Period, *, after: Sequence[str], limit: int, wording: Wording
) -> Told:
    async with reading() as db:
        found = await mail_lines(
            db,
            span=period.span,
            after=_mail_key(after),
            state=_state(request).get("keadaan"),
            limit=limit + 1,
        )
    rows = [_mail_row(one, wording) for one in found[:limit]]
    last = found[limit - 1] if len(found) > limit else None
    key = f"{last.queued_at.isoformat()}~{last.id}" if last else ""
    columns = (*FIRST_OF_MAILS, *MAIL_COLUMNS)
    return Told(MAILS, MAIL_TITLE, MAIL_NOTE, columns, rows, key)


def _mail_row(one: MailLine, wording: Wording) -> Row:
    sent = brief_in(wording.house, one.sent_at) if one.sent_at else "—"
    kind = called("letter", one.kind, language=wording.language)
    cells = (Cell(kind), Cell(wording.code(one.state)), Cell(str(one.attempts)), Cell(sent))
    return Row(one.queued_at, one.case, None, wording.recipient(one.recipient), cells)


def _bodies(lines: Sequence[Line]) -> Mapping[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in lines:
        found.setdefault(one.case, []).append(one.body)
    return found


def _flat(row: Row, *, language: str) -> list[str]:
    """A row of a file: instants as machines read them, a text by its id and how it stands."""
    first = [row.at.isoformat(), row.case, *([] if row.seq is None else [str(row.seq)]), row.who]
    return [*first, *(_cell(one, language) for one in row.cells)]


SEALED, ERASED = N_("tersegel"), N_("terhapus")


def _cell(cell: Cell, language: str) -> str:
    kept = cell.kept
    if kept is None:
        return cell.rules or cell.said
    if kept.words is not None:
        return kept.words
    return f"{translated(ERASED if kept.erased_at else SEALED, language)} {kept.id}"


def _state(request: Request) -> dict[str, str]:
    state = request.query_params.get("keadaan", "")
    return {"keadaan": state} if state in STATES else {}


def _fact_key(words: Sequence[str]) -> tuple[datetime, str, int] | None:
    try:
        at, case, seq = words
        key = (datetime.fromisoformat(at), case, int(seq))
    except ValueError:
        return None
    return key if key[0].tzinfo and 0 <= key[2] < MOST_ROWS else None


def _mail_key(words: Sequence[str]) -> tuple[datetime, UUID] | None:
    try:
        at, known = words
        key = (datetime.fromisoformat(at), UUID(known))
    except ValueError:
        return None
    return key if key[0].tzinfo else None


MOST_ROWS = 2**31
