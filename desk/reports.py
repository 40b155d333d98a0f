"""Hand in a report: it becomes a case, with a number, in one transaction."""

import hashlib
import hmac
import json
import uuid
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.alarms import wake
from desk.refusals import words as says
from desk.refusing import Misread
from desk.telling import tell_received
from desk.words import (
    fit_answers,
    fit_day,
    fit_email,
    fit_feared,
    fit_phone,
    fit_text,
    fit_village,
)
from kit.clock import now, wita_date
from kit.keys import identity_box, secret
from kit.tokens import new_tracking_code, tracking_code_for, tracking_hash
from kit.vault import Vaulted
from models.attachments import describe, row_of
from models.cases import NO_STATUS, Case
from models.facts.base import Sealed
from models.facts.intake import CaseReported
from models.letters.base import Language
from models.questions import UNDATED
from models.regency import Regency
from models.reports import Report, Reporter, next_number, sent_before
from models.session import transaction
from models.texts import PLACE, keep_text
from models.views import REPORTER_THREATENED, Bar, ReportView, TriageChoice
from policies.triage import triage

CHANNELS = frozenset(
    {
        "warga",
        "perbekel",
        "fkdm",
        "bhabinkamtibmas",
        "babinsa",
        "camat",
        "lapor",
        "hotline",
        "impor",
        "cli",
        "subak",
        "nelayan",
        "mda",
        "fkub",
        "kemenag",
        "bnnk",
        "bawaslu",
        "puskesmas",
    }
)

WITHHELD = "dirahasiakan"
SHOWN_AGAIN = timedelta(minutes=30)
NOBODY = "reporter:-"


@dataclass(frozen=True, slots=True)
class Contact:
    """How a reporter may be reached, kept encrypted. ``email`` is used only if they allow it.

    ``safely`` is how and when it does them no harm.
    """

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    safely: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told us. ``source`` and ``source_id`` come from an import, always both.

    ``behind`` is whom a go-between tells it for. ``withheld`` ("sumber dirahasiakan") keeps
    go-between, channel and the person behind in the encrypted identity alone. ``place`` is a
    banjar or customary village. ``files`` lie in the vault already. ``form`` are the random words
    of a page's form and what it says: sent again, it is kept once.
    """

    text: str
    village: str
    happened_on: str | date
    channel: str = "warga"
    answers: dict[str, str] = field(default_factory=dict)
    contact: Contact | None = None
    language: str = "id"
    not_to_tell: tuple[str, ...] = ()
    behind: Contact | None = None
    withheld: bool = False
    source: str | None = None
    source_id: str | None = None
    place: str | None = None
    files: tuple[Vaulted, ...] = ()
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter takes home. The tracking code is shown once and kept only as a hash.

    It is None for an import, and for a form that was sent long before. ``again``: nothing was
    kept now, since the same form was kept before.
    """

    number: str
    tracking_code: str | None
    again: bool = False


async def report(told: Told, *, by: str, rules: Regency) -> Receipt:
    """Keep one report as a new case, or raise ``Refused`` and keep nothing."""
    fit = fitting(told, rules=rules, at=now())
    async with transaction() as db:
        if fit.form and (before := await sent_before(db, _form_mark(fit.form))):
            return _again(fit.form, *before)
        return await receive(db, fit, by=by, rules=rules)


def _again(form: str, number: str, reported_at: datetime) -> Receipt:
    """Hand out the same receipt to whoever sends the same form again, for a while."""
    if now() - reported_at > SHOWN_AGAIN:
        return Receipt(number, None, again=True)
    return Receipt(number, tracking_code_for(form, key=secret("tracking")), again=True)


def _form_mark(form: str) -> str:
    return keyed("form: " + form)


def fitting(told: Told, *, rules: Regency, at: datetime) -> Told:
    """Check a report without touching anything; returns it trimmed."""
    return Told(
        text=fit_text(told.text, what="text"),
        village=fit_village(told.village, rules=rules),
        happened_on=fit_day(told.happened_on, what="date", today=wita_date(at)),
        channel=_fit_channel(told.channel),
        answers=fit_answers(told.answers, rules=rules, imported=told.source is not None),
        contact=_fit_contact(told.contact),
        language=told.language,
        not_to_tell=_fit_not_to_tell(told.not_to_tell, rules=rules),
        behind=_fit_contact(told.behind, phone="their phone"),
        withheld=told.withheld,
        source=told.source,
        source_id=told.source_id,
        place=fit_text(told.place, what="place") if told.place else None,
        files=told.files,
        form=told.form,
    )


async def receive(db: AsyncSession, told: Told, *, by: str, rules: Regency) -> Receipt:
    """Keep a checked report inside an open transaction. The number is taken last."""
    at, report_id = now(), uuid.uuid4()
    code = _new_code(told) if told.source is None else None
    read = _read(told, rules=rules)
    number = await next_number(db, rules.code, wita_date(at).year)
    case = Case(
        number=number, village=told.village, opened_at=at, not_to_tell=list(told.not_to_tell)
    )
    case.seq, case.status, case.episode = 0, NO_STATUS, 1
    case.colour = read.colour
    # Sealed from its first instant: no outsider sees it while its triage waits, or fails.
    case.bars = [Bar.SEALED] if Bar.SEALED in read.bars else []
    case.objects = [one for one in read.objects if one == REPORTER_THREATENED]
    db.add(case)
    sealed = keep_text(db, told.text, case=number, kind="report")
    actor = NOBODY if told.withheld else by
    fact = _reported(told, read, report_id=report_id, text=sealed, rules=rules)
    fact = _with_more(db, told, fact, case=case)
    case.record(fact, actor=actor, at=at)
    await db.flush()
    sealed_files = zip(told.files, fact.attachments, strict=True)
    db.add_all(row_of(file, described, case=number) for file, described in sealed_files)
    db.add(_row(told, report_id, case=case, text_id=uuid.UUID(sealed.text)))
    await db.flush()
    if _is_fresh(told, at=at, rules=rules):
        await wake(db, case, read, by=actor, at=at, rules=rules)
    if code is not None:
        db.add(reporter := _reporter(told, report_id, number=number, code=code, by=by))
        if reporter.may_be_mailed:
            language: Language = "en" if told.language == "en" else "id"
            await tell_received(db, case, language=language, at=at, rules=rules)
    return Receipt(number, code)


def _new_code(told: Told) -> str:
    if told.form is None:
        return new_tracking_code()
    return tracking_code_for(told.form, key=secret("tracking"))


def _with_more(db: AsyncSession, told: Told, fact: CaseReported, *, case: Case) -> CaseReported:
    """Keep what was handed in beside the text, and seal it with it."""
    place = keep_text(db, told.place, case=case.number, kind=PLACE) if told.place else None
    files = tuple(describe(db, file, case=case.number) for file in told.files)
    return fact.model_copy(update={"place": place, "attachments": files})


def _read(told: Told, *, rules: Regency) -> TriageChoice:
    """Read the danger in a report before anything else is decided about it."""
    view = ReportView(told.text, told.village, _day(told), told.answers)
    return triage(view, regency=rules)


def _reported(
    told: Told, read: TriageChoice, *, report_id: uuid.UUID, text: Sealed, rules: Regency
) -> CaseReported:
    return CaseReported(
        report=str(report_id),
        channel=_channel(told),
        village=told.village,
        happened_on=_day(told),
        text=text,
        answers=told.answers,
        not_to_tell=told.not_to_tell,
        anonymous=told.contact is None and not told.withheld,
        source_withheld=told.withheld,
        source=told.source,
        rule_set=rules.content_hash,
        colour=read.colour,
        dangers=read.dangers,
    )


def _is_fresh(told: Told, *, at: datetime, rules: Regency) -> bool:
    """Whether a report may wake people: what was imported late is somebody's history."""
    days = timedelta(days=rules.duty.import_alarm_days)
    lately = UNDATED not in told.answers and _day(told) >= wita_date(at) - days
    return told.source is None or lately


async def seen_before(db: AsyncSession, told: Told) -> tuple[str | None, str | None]:
    """Find an imported row again: the case with the same id and text, and one with only the id."""
    rows = await db.execute(
        select(Report.case, Report.source_digest)
        .where(Report.source == told.source, Report.source_id == told.source_id)
        .order_by(Report.reported_at)
    )
    same = other = None
    for case, digest in rows:
        if digest == source_digest(told):
            same = same or case
        else:
            other = other or case
    return same, other


def source_digest(told: Told) -> str:
    """A keyed digest of an imported text: equal texts are known again, and none can be guessed."""
    return keyed(told.text)


def keyed(words: str) -> str:
    """Mark words so that they are known again; without the key nobody can guess them."""
    return hmac.new(secret("sources"), words.encode(), hashlib.sha256).hexdigest()


def _fit_not_to_tell(feared: tuple[str, ...], *, rules: Regency) -> tuple[str, ...]:
    codes = (code for words in feared for code in fit_feared(words, rules=rules))
    return tuple(dict.fromkeys(codes))


def _day(told: Told) -> date:
    return told.happened_on if isinstance(told.happened_on, date) else date.min


def _fit_channel(channel: str) -> str:
    if channel not in CHANNELS:
        known = ", ".join(sorted(CHANNELS))
        raise Misread(
            says.NO_CHANNEL, field=says.called("channel"), channel=channel[:20], channels=known
        )
    return channel


def _fit_contact(contact: Contact | None, *, phone: str = "phone") -> Contact | None:
    if contact is None:
        return None
    typed = (("name", contact.name), ("contact note", contact.safely))
    name, safely = (fit_text(words, what=what) if words else None for what, words in typed)
    rung = fit_phone(contact.phone, what=phone)
    return Contact(name, email=fit_email(contact.email), phone=rung, safely=safely)


def _row(told: Told, report_id: uuid.UUID, *, case: Case, text_id: uuid.UUID) -> Report:
    return Report(
        id=report_id,
        case=case.number,
        channel=_channel(told),
        village=told.village,
        happened_on=_day(told),
        reported_at=case.opened_at,
        text_id=text_id,
        answers=told.answers,
        source=told.source,
        source_id=told.source_id,
        source_digest=source_digest(told) if told.source else None,
        form=_form_mark(told.form) if told.form else None,
    )


def _channel(told: Told) -> str:
    """The channel, or that it was withheld: a Babinsa's or a kelian's points at the source."""
    return WITHHELD if told.withheld else told.channel


def _identity(told: Told, *, by: str) -> dict[str, object] | None:
    """Who told it, and for whom, as it is encrypted; None if nobody is known."""
    if told.contact is None and told.behind is None and not told.withheld:
        return None
    found: dict[str, object] = dict(asdict(told.contact or Contact()))
    if told.behind is not None:
        found["behind"] = asdict(told.behind)
    if told.withheld:
        found |= {"withheld": True, "by": by, "channel": told.channel}
    return found


def _reporter(told: Told, report_id: uuid.UUID, *, number: str, code: str, by: str) -> Reporter:
    contact, identity = told.contact, _identity(told, by=by)
    sealed_identity = None
    if identity is not None:
        sealed_identity = identity_box().encrypt(json.dumps(identity).encode())
    return Reporter(
        report=report_id,
        case=number,
        tracking=tracking_hash(code, key=secret("tracking")),
        language=told.language,
        identity=sealed_identity,
        may_be_mailed=bool(contact and contact.email),
    )
