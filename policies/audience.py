"""Who may find, read and act on a case. The only place that answers this; audience is data.

Pure: facts in, decision out. Words identify: agencies read the structured answers and a
person's ringkasan, the report's text only once a person released it (UU 14/2008 Ps 17;
UU 27/2022). A sealed
case is found by its two bodies alone (UU 12/2022); the reporter's identity is opened to
nobody without a motivated request, which is itself a fact.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.status import Status

Said = dict[str, str]


class Reads(StrEnum):
    """Groups of a case's fields, from the least to the most telling.

    ``REASONS`` are what officials wrote of their own acts: why they did it, and who answered.
    """

    STATUS = "status"
    ANSWERS = "answers"
    SUMMARY = "summary"
    REASONS = "reasons"
    TEXT = "text"
    IDENTITY = "identity"
    CHAIN = "chain"


class Acts(StrEnum):
    """What people do at the desk."""

    REVIEW = "review"
    ANSWER = "answer"
    HAND_OVER = "hand_over"
    REASSIGN = "reassign"
    CONTACT = "contact"
    FIGURE = "figure"
    PARTY = "party"
    HOLD_MEETING = "hold_meeting"
    PLAN_MEETING = "plan_meeting"
    AGREEMENT = "agreement"
    CLAUSE = "clause"
    HANDLED = "handled"
    CLOSE = "close"
    REOPEN = "reopen"
    INCIDENT = "incident"
    OBJECT = "object"
    RAISE_BAR = "raise_bar"
    LIFT_BAR = "lift_bar"
    RELEASE_TEXT = "release_text"
    WRITE_SUMMARY = "write_summary"
    ERASE = "erase"
    SUPPORT = "support"
    REPRISAL = "reprisal"
    MESSAGE = "message"
    OPEN_IDENTITY = "open_identity"
    CONSENT_IDENTITY = "consent_identity"
    RETRY = "retry"
    SETTLE = "settle"
    EXPORT = "export"
    ALARM = "alarm"
    ASK = "ask"


class Standing(StrEnum):
    """What somebody is to one case: a role, and for agencies their part in it."""

    COORDINATOR = "coordinator"
    LEAD = "lead"
    SUPPORT = "support"
    FIGURE = "figure"
    REPORTER = "reporter"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who asks. ``id`` is an actor's, a figure's, or for a reporter the case's number.

    ``reads_sealed``: no officer of a sealed case's body who is not marked for such tasks.
    """

    role: str
    id: str
    agency: str | None = None
    reads_sealed: bool = True


@dataclass(frozen=True, slots=True)
class CaseAudience:
    """What of a case decides who may see it.

    ``figures`` are those asked or sitting; ``identity_opened_by`` the actor ids whose motivated
    request was granted; ``not_to_tell`` codes or kinds of agencies, and figures' ids;
    ``reprisal`` a sealed case of somebody threatened for having reported.
    """

    number: str
    status: Status
    sealed: bool = False
    lead: str | None = None
    supports: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    not_to_tell: frozenset[str] = frozenset()
    text_released: bool = False
    identity_opened_by: frozenset[str] = frozenset()
    reprisal: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it is allowed, and why or why not, by language."""

    allowed: bool
    reason: Said

    def __bool__(self) -> bool:
        """Whether it is allowed."""
        return self.allowed


S, R, A = Standing, Reads, Acts
READS: Mapping[Standing, frozenset[Reads]] = {
    S.COORDINATOR: frozenset({R.STATUS, R.ANSWERS, R.SUMMARY, R.REASONS, R.TEXT, R.CHAIN}),
    S.LEAD: frozenset({R.STATUS, R.ANSWERS, R.SUMMARY}),
    S.SUPPORT: frozenset({R.STATUS, R.ANSWERS, R.SUMMARY}),
    S.FIGURE: frozenset({R.STATUS}),
    S.REPORTER: frozenset({R.STATUS, R.ANSWERS, R.TEXT, R.IDENTITY}),
    S.AUDITOR: frozenset({R.STATUS, R.ANSWERS, R.REASONS, R.CHAIN}),
    S.ADMINISTRATOR: frozenset({R.STATUS}),
    S.STRANGER: frozenset(),
}
SEALED_READS: Mapping[Standing, frozenset[Reads]] = {
    S.COORDINATOR: frozenset({R.STATUS}),
    S.LEAD: frozenset({R.STATUS, R.ANSWERS, R.TEXT}),
    S.SUPPORT: frozenset({R.STATUS, R.ANSWERS, R.TEXT}),
    S.REPORTER: READS[S.REPORTER],
    S.AUDITOR: frozenset({R.STATUS, R.CHAIN}),
}
ACTS: Mapping[Standing, frozenset[Acts]] = {
    S.COORDINATOR: frozenset(
        {
            *(A.REVIEW, A.REASSIGN, A.FIGURE, A.PARTY, A.PLAN_MEETING, A.CLAUSE),
            *(A.CLOSE, A.REOPEN, A.INCIDENT, A.RAISE_BAR, A.LIFT_BAR, A.RELEASE_TEXT),
            *(A.OPEN_IDENTITY, A.CONSENT_IDENTITY, A.RETRY, A.SETTLE, A.EXPORT),
            *(A.WRITE_SUMMARY, A.ERASE, A.REPRISAL, A.ALARM, A.ASK, A.MESSAGE),
        }
    ),
    S.LEAD: frozenset(
        {
            *(A.ANSWER, A.HAND_OVER, A.CONTACT, A.FIGURE, A.PARTY, A.HOLD_MEETING),
            *(A.PLAN_MEETING, A.AGREEMENT, A.CLAUSE, A.HANDLED, A.INCIDENT, A.RAISE_BAR),
            *(A.OPEN_IDENTITY, A.ALARM, A.ASK, A.MESSAGE, A.LIFT_BAR, A.CLOSE, A.REOPEN),
            A.ERASE,
        }
    ),
    S.SUPPORT: frozenset(
        {A.INCIDENT, A.RAISE_BAR, A.LIFT_BAR, A.SUPPORT, A.ASK, A.CLOSE, A.REOPEN}
    ),
    S.FIGURE: frozenset({A.FIGURE, A.HOLD_MEETING, A.CLAUSE, A.RAISE_BAR}),
    S.REPORTER: frozenset({A.INCIDENT, A.OBJECT, A.REPRISAL, A.MESSAGE}),
    S.AUDITOR: frozenset({A.EXPORT}),
    S.ADMINISTRATOR: frozenset({A.RETRY, A.SETTLE, A.ERASE}),
    S.STRANGER: frozenset(),
}
SEALED_NEVER = frozenset({A.FIGURE, A.PARTY, A.HOLD_MEETING, A.PLAN_MEETING, A.AGREEMENT, A.CLAUSE})
OF_ITS_WORDS = frozenset({A.ERASE, A.OPEN_IDENTITY})
SEALED_WORDS = frozenset({A.RELEASE_TEXT, A.WRITE_SUMMARY})
DECISIONS = frozenset({A.LIFT_BAR, A.CLOSE, A.REOPEN})
FINDS = frozenset(
    {S.COORDINATOR, S.LEAD, S.SUPPORT, S.FIGURE, S.REPORTER, S.AUDITOR, S.ADMINISTRATOR}
)
SEALED_FINDS = frozenset({S.LEAD, S.SUPPORT, S.REPORTER})

YES: Said = {"id": "boleh", "en": "allowed"}
UNKNOWN: Said = {"id": "tidak ada kasus seperti itu", "en": "there is no such case"}
SEALED: Said = {"id": "tugas tertutup", "en": "a sealed task"}
NOT_RELEASED: Said = {
    "id": "teks laporan belum dibuka oleh petugas",
    "en": "no person has released the report's text yet",
}
UNOPENED: Said = {
    "id": "identitas pelapor hanya dibuka atas permintaan beralasan",
    "en": "the reporter's identity is opened on a motivated request only",
}
NOT_MEDIATED: Said = {
    "id": "kasus tertutup tidak pernah dimediasi (UU 12/2022 Ps 23)",
    "en": "a sealed case is never mediated (Law 12/2022 Art. 23)",
}
THEIRS_TO_READ: Said = {
    "id": "kata-kata kasus tertutup dibaca kedua lembaganya sendiri dan tidak dibuka",
    "en": "the words of a sealed case are read by its two bodies themselves and are not released",
}
NOT_THEIRS: Said = {"id": "bukan wewenang peran ini", "en": "not for this role"}


def standing(reader: Reader, case: CaseAudience) -> Standing:
    """What a reader is to a case; whom the reporter fears is a stranger to it, whatever the role.

    A coordinator of the secretariat is not kept out: without one nobody could decide.
    """
    own = {
        S.COORDINATOR: True,
        S.AUDITOR: True,
        S.ADMINISTRATOR: True,
        S.FIGURE: reader.id in case.figures and reader.id not in case.not_to_tell,
        S.REPORTER: reader.id == case.number,
    }
    if reader.role == "agency":
        kept_out = case.sealed and not reader.reads_sealed
        return S.STRANGER if kept_out else _agency_standing(reader.agency, case)
    found = next((one for one, stands in own.items() if one == reader.role and stands), None)
    return found or S.STRANGER


def kept_from(agency: str, not_to_tell: Collection[str]) -> bool:
    """Tell whether the reporter must not be betrayed to an agency, by its code or its kind."""
    return not {agency, agency.split("-", maxsplit=1)[0]}.isdisjoint(not_to_tell)


def may_find(reader: Reader, case: CaseAudience) -> bool:
    """Tell whether a case appears in a reader's lists and searches at all.

    A sealed one only to its bodies, and to coordinators while it waits for their review.
    """
    who = standing(reader, case)
    if case.sealed:
        return who in SEALED_FINDS or (who is S.COORDINATOR and _needs_the_secretariat(case))
    return who in FINDS


def knows_of(reader: Reader, case: CaseAudience) -> bool:
    """Tell whether there is such a case at all to somebody who acts on it by its number."""
    who = standing(reader, case)
    return who is not S.STRANGER and not (case.sealed and not _known_though_sealed(who))


def may_read(reader: Reader, group: Reads, *, case: CaseAudience) -> Verdict:
    """Say whether a reader may see a group of a case's fields, and why not.

    To a stranger a case that exists and one that doesn't look the same.
    """
    who = standing(reader, case)
    if group in readable(reader, case):
        return Verdict(allowed=True, reason=YES)
    if who is S.STRANGER or (case.sealed and who not in SEALED_READS):
        return Verdict(allowed=False, reason=UNKNOWN)
    if group is R.IDENTITY:
        return Verdict(allowed=False, reason=UNOPENED)
    if case.sealed:
        return Verdict(allowed=False, reason=SEALED)
    told = NOT_RELEASED if group is R.TEXT and who in {S.LEAD, S.SUPPORT} else NOT_THEIRS
    return Verdict(allowed=False, reason=told)


def readable(reader: Reader, case: CaseAudience) -> frozenset[Reads]:
    """All groups of a case's fields that a reader may see."""
    who = standing(reader, case)
    if case.sealed:
        groups = SEALED_READS.get(who, frozenset())
        if who is S.COORDINATOR and _needs_the_secretariat(case):
            groups |= {R.ANSWERS, R.TEXT}
    else:
        groups = READS[who]
        if who in {S.LEAD, S.SUPPORT} and case.text_released:
            groups |= {R.TEXT}
    if who in {S.COORDINATOR, S.LEAD} and reader.id in case.identity_opened_by:
        groups |= {R.IDENTITY}
    return groups


def may_act(reader: Reader, act: Acts, *, case: CaseAudience) -> Verdict:
    """Say whether somebody may do something to a case, by role and part in it.

    Whether the case's status allows it is for the desk to say.
    """
    who = standing(reader, case)
    if not knows_of(reader, case):
        return Verdict(allowed=False, reason=UNKNOWN)
    if act not in ACTS[who] or (act is A.MESSAGE and not corresponds(who, case)):
        return Verdict(allowed=False, reason=NOT_THEIRS)
    if case.sealed and act in SEALED_NEVER | SEALED_WORDS:
        reason = NOT_MEDIATED if act in SEALED_NEVER else THEIRS_TO_READ
        return Verdict(allowed=False, reason=reason)
    if not _decides(who, act, case=case):
        return Verdict(allowed=False, reason=SEALED if case.sealed else NOT_THEIRS)
    if case.sealed and act is A.EXPORT and who is not S.AUDITOR:
        return Verdict(allowed=False, reason=SEALED)
    return Verdict(allowed=True, reason=YES)


def _decides(who: Standing, act: Acts, *, case: CaseAudience) -> bool:
    """Coordinators decide; of a sealed case its bodies too, and of its end they alone.

    Unless nobody has it, or the secretariat reads it itself: who can't read it can't judge it.
    """
    if act in OF_ITS_WORDS:
        return _answers_for(who, act, case=case)
    if act not in DECISIONS:
        return True
    if who is not S.COORDINATOR or not case.sealed or act is A.LIFT_BAR:
        return case.sealed or who is S.COORDINATOR
    return _needs_the_secretariat(case) or case.lead is None


def _answers_for(who: Standing, act: Acts, *, case: CaseAudience) -> bool:
    """Whether it is somebody's to erase words or ask who told them: of a sealed case its lead's."""
    if not case.sealed:
        return act is A.OPEN_IDENTITY or who is not S.LEAD
    nobodys = _needs_the_secretariat(case) or case.lead is None
    return who is S.LEAD or (who is S.COORDINATOR and nobodys)


def corresponds(who: Standing, case: CaseAudience) -> bool:
    """Tell whether somebody writes with the reporter, and reads what the reporter writes.

    The secretariat; of a sealed case the body that leads it, since nobody else reads its words.
    """
    if who is S.LEAD:
        return case.sealed
    if who is S.COORDINATOR:
        return not case.sealed or _needs_the_secretariat(case)
    return who is S.REPORTER


def _agency_standing(agency: str | None, case: CaseAudience) -> Standing:
    if agency is None or kept_from(agency, case.not_to_tell):
        return S.STRANGER
    if agency == case.lead:
        return S.LEAD
    return S.SUPPORT if agency in case.supports else S.STRANGER


def _needs_the_secretariat(case: CaseAudience) -> bool:
    """Doubt seals: what waits for a review must be readable to those who decide it.

    So must a reprisal, which police and secretariat answer together (UU 31/2014 Ps 5).
    """
    return case.status is Status.NEEDS_REVIEW or case.reprisal


def _known_though_sealed(who: Standing) -> bool:
    return who in SEALED_READS or who is S.ADMINISTRATOR
