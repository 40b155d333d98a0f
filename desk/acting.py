"""Who acts at the desk, and the one shape of an act: lock, check, say, commit."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from desk.audiences import audiences
from desk.refusals import acting as says
from desk.refusing import Misread, Refused
from desk.words import fit_text
from kit.clock import now
from kit.sentences import Said, Sentence
from models.cases import Case, lock_cases
from models.chain import facts_at
from models.facts.base import Fact, Sealed
from models.facts.danger import REPORTERS_OWN
from models.reading_words import headline
from models.regency import Regency, UnknownCode
from models.regency_folder import regency
from models.session import transaction
from models.status import LABELS
from models.texts import keep_text
from policies.audience import Reader, Reads, kept_from, knows_of, readable

__all__ = [
    "ADMINISTRATOR",
    "AGENCY",
    "AUDITOR",
    "COORDINATOR",
    "DUTY",
    "FIGURE",
    "REPORTER",
    "Act",
    "Person",
    "Refused",
    "Stale",
    "acting",
    "only",
    "person",
    "reader",
    "refuse_feared",
    "refuse_stranger",
]

COORDINATOR, AGENCY, FIGURE, REPORTER = "coordinator", "agency", "figure", "reporter"
AUDITOR, ADMINISTRATOR = "auditor", "administrator"
DUTY = "duty"  # a post of duty.yaml: whoever sits at that desk now


class Stale(Refused):
    """The case moved since the person looked; ``seen`` and ``now`` are the two versions."""

    def __init__(self, number: str, *, seen: int, now: int, happened: str | Said) -> None:
        """Say what happened in between."""
        super().__init__(says.STALE, number=number, seen=seen, now=now, happened=happened)
        self.seen, self.now = seen, now


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts, by role and office: written ``coordinator:KESBANG-SEKRETARIS``."""

    role: str
    id: str
    agency: str | None = None

    def __str__(self) -> str:
        """The actor as facts name it."""
        return f"{self.role}:{self.id}"


def person(words: str, *, rules: Regency) -> Person:
    """Read ``ROLE:ID`` and check it against the regency's offices and figures."""
    role, _, known = words.partition(":")
    try:
        if role == FIGURE:
            return Person(role, rules.figure(known).id)
        if role == DUTY and (post := rules.duty.post(known)):
            return Person(role, post.code, post.agency)
        actor = rules.actor(known)
    except UnknownCode as unknown:
        raise Misread(says.UNKNOWN_PERSON, words=words, why=unknown.said) from None
    if actor.role != role:
        raise Misread(says.OTHER_ROLE, words=words, known=known, role=role, actual=actor.role)
    return Person(role, actor.id, actor.agency)


@dataclass(slots=True)
class Act:
    """An act in progress: the locked case, the instant, the rules, and who acts."""

    db: AsyncSession
    case: Case
    at: datetime
    rules: Regency
    person: Person

    def say(self, fact: Fact) -> None:
        """Say a fact of the case as this person."""
        self.case.record(fact, actor=str(self.person), at=self.at)

    def keep(self, words: str, *, kind: str) -> Sealed:
        """Keep words of this case erasably, to be sealed by a fact."""
        fit = fit_text(words, what=kind.replace("_", " "))
        return keep_text(self.db, fit, case=self.case.number, kind=kind)

    def keep_if_any(self, words: str | None, *, kind: str) -> Sealed | None:
        """Keep words if there are any."""
        return self.keep(words, kind=kind) if words else None

    def refuse(self, sentence: Sentence, /, **values: object) -> Refused:
        """Make a refusal that names the case."""
        return self.refuse_because(sentence.filled(**values))

    def refuse_because(self, why: Said) -> Refused:
        """Make a refusal that names the case, with a sentence that was said elsewhere."""
        return Refused(says.OF_THE_CASE, number=self.case.number, why=why)

    @property
    def status(self) -> Said:
        """What people call the case's status."""
        return LABELS[self.case.stands]


@asynccontextmanager
async def acting(
    number: str, *, by: Person, seen: int | None = None, strangers: bool = False
) -> AsyncIterator[Act]:
    """Open one act on a case: one transaction, under the case's lock.

    To a stranger a case that exists and one that doesn't look the same; ``strangers``: the act
    itself says who they are, as one that a letter's token proves. ``seen`` is the version the
    person looked at; if the case moved since, the act is refused and says what happened.
    """
    async with transaction() as db:
        case = (await lock_cases(db, [number])).get(number)
        if case is None:
            raise Refused(says.NO_SUCH_CASE, number=number)
        act = Act(db, case, now(), regency(), by)
        if not strangers:
            await refuse_stranger(act)
        if seen is not None and seen != case.seq:
            await _refuse_stale(db, case, seen, by=by)
        yield act


def _one_of(roles: Iterable[str]) -> Said:
    known = [says.ROLES[role].filled() for role in roles]
    return {
        language: f" {says.OR.filled()[language]} ".join(one[language] for one in known)
        for language in ("id", "en")
    }


async def _refuse_stale(db: AsyncSession, case: Case, seen: int, *, by: Person) -> None:
    """Say what happened since, as far as the person sees the case's timeline.

    Who works on the case is told nothing that was told apart.
    """
    audience = (await audiences(db, [case]))[case.number]
    since = await facts_at(db, [(case.number, seq) for seq in range(seen + 1, case.seq + 1)])
    hidden = REPORTERS_OWN if by.role in {AGENCY, FIGURE} else frozenset()
    whole = readable(reader(by), audience) & {Reads.ANSWERS, Reads.CHAIN}
    told_of = [
        fact
        for fact in since.values()
        if fact.name not in hidden and (whole or (by.role == FIGURE and not case.sealed))
    ]
    happened = {
        language: ", ".join(headline(one.name, language, one.body) for one in told_of)
        for language in ("id", "en")
    }
    told = happened if told_of else says.NOTHING_SEEN.filled()
    raise Stale(case.number, seen=seen, now=case.seq, happened=told)


def only(act: Act, *roles: str) -> None:
    """Refuse everybody but these roles; an agency only for the case it leads."""
    refuse_feared(act)
    who = act.person
    if who.role not in roles:
        raise act.refuse(says.ROLES_ONLY, who=who, roles=_one_of(roles))
    if who.role == AGENCY and who.agency != act.case.lead:
        raise act.refuse(says.NOT_ITS_CASE, who=who, agency=who.agency)


def reader(person: Person) -> Reader:
    """Show a person to the policy."""
    sealed = regency().reads_sealed(person.id, agency=person.agency)
    return Reader(person.role, person.id, person.agency, reads_sealed=sealed)


async def refuse_stranger(act: Act) -> None:
    """Refuse whom the policy shows no such case, in the words for a number that is not there."""
    case = (await audiences(act.db, [act.case]))[act.case.number]
    if not knows_of(reader(act.person), case):
        raise Refused(says.NO_SUCH_CASE, number=act.case.number)


def refuse_feared(act: Act) -> None:
    """To whom the reporter fears there is no such case, not even to the agency that leads it."""
    who = act.person
    if who.role in {AGENCY, FIGURE} and kept_from(who.agency or who.id, act.case.not_to_tell):
        raise Refused(says.NO_SUCH_CASE, number=act.case.number)
