"""What must hold beside the chains: owners at their heads, no number lost, guards in place."""

from collections.abc import Collection

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kit.findings import Kind
from kit.links import span
from models.cases import Case
from models.facts.grammar import STARTS
from models.house import House
from models.reports import CaseCounter
from models.walking import Walked

CONSTRAINTS = (
    "fk_case_status_has_its_fact",
    "fk_house_has_its_fact",
    "ck_fact_hashed",
    "ck_fact_columns_are_in_record",
    "ck_fact_seq_from_one",
    "pk_fact",
)
TRIGGERS = (
    "assignment_answer.insert_only",
    "checkpoint_leaf.insert_only",
    "erasable_text.erased_only",
    "erasable_text.kept",
    "fact.insert_only",
    "rule_set.insert_only",
)


async def check_owners(
    db: AsyncSession, walked: Walked, *, chains: Collection[str] | None = None
) -> dict[str, int]:
    """Compare each case, and the house, with the last fact of its chain; returns their rows."""
    owners: dict[str, int] = {}
    for owner in (Case, House):
        asked = select(owner.number, owner.seq, owner.status)
        if chains is not None:
            asked = asked.where(owner.number.in_(chains))
        for number, seq, status in await db.execute(asked):
            owners[number] = seq
            _compare(walked, number, seq=seq, status=status)
    for chain in sorted(walked.chains.keys() - owners.keys()):
        sentence = "there are facts of it, and no case"
        walked.find((chain, walked.chains[chain].seq), Kind.OWNER_MISSING, sentence)
    return owners


def _compare(walked: Walked, number: str, *, seq: int, status: str) -> None:
    chain = walked.chains.get(number)
    last = chain.seq if chain else 0
    if seq > last:
        sentence = f"{span(last + 1, seq)} gone from the end of the chain"
        walked.find((number, last + 1), Kind.LAST_ROW_MISSING, sentence)
    elif seq < last:
        sentence = f"the chain has {last} facts, and the case stands at {seq}"
        walked.find((number, seq + 1), Kind.ROW_UNCLAIMED, sentence)
    elif chain is not None and chain.status != status:
        sentence = f"the case is {status}, and its last fact says {chain.status}"
        walked.find((number, seq), Kind.STATUS_DIFFERS, sentence)


async def check_numbers(db: AsyncSession, walked: Walked, *, owners: Collection[str]) -> None:
    """Find case numbers that were given and are not there: they are given without gaps."""
    years = await db.execute(select(CaseCounter.year, CaseCounter.last))
    given = {tuple(number.split("-")[-2:]) for number in owners}
    prefixes = {number.split("-")[0] for number in owners}
    for year, last in years:
        for count in range(1, last + 1):
            ending = (str(year), f"{count:05d}")
            if ending not in given:
                number = "-".join((*sorted(prefixes)[:1], *ending))
                sentence = f"it was given a number, as {last} cases of {year} were, and is gone"
                walked.find((number, None), Kind.NUMBER_MISSING, sentence)


async def check_causes(db: AsyncSession, walked: Walked) -> None:
    """Find facts that start a flow and have no cause: no flow would ever act on them."""
    for case, seq, name in await db.execute(text(UNHEARD), {"starts": sorted(STARTS)}):
        sentence = f"{name} starts a flow, and no cause of it is there"
        walked.find((case, seq), Kind.CAUSE_MISSING, sentence)


async def check_guards(db: AsyncSession, walked: Walked, *, house: str) -> None:
    """Find constraints, triggers and revoked rights that no longer guard the sealed tables."""
    standing = set(await db.scalars(text(GUARDS)))
    wanted = {f"constraint {one}" for one in CONSTRAINTS} | {f"trigger {one}" for one in TRIGGERS}
    for guard in sorted(wanted - standing):
        walked.find((house, None), Kind.GUARD_MISSING, f"{guard} is gone or switched off")
    for table in await db.scalars(text(RIGHTS)):
        sentence = f"the role that Rukun connects as may change {table}; it should own nothing"
        walked.find((house, None), Kind.GUARD_MISSING, sentence)


UNHEARD = """
SELECT fact."case", fact.seq, fact.name FROM fact
WHERE fact.name = ANY (:starts) AND NOT EXISTS (
    SELECT FROM cause WHERE cause."case" = fact."case" AND cause.seq = fact.seq
) ORDER BY fact."case", fact.seq
"""
GUARDS = """
SELECT 'constraint ' || conname FROM pg_constraint WHERE convalidated AND conrelid IN (
    'fact'::regclass, '"case"'::regclass, 'house'::regclass
)
UNION ALL
SELECT 'trigger ' || relname || '.' || tgname FROM pg_trigger
JOIN pg_class ON pg_class.oid = tgrelid WHERE tgenabled = 'A'
"""
RIGHTS = """
SELECT name FROM unnest(ARRAY['fact', 'assignment_answer', 'rule_set', 'checkpoint_leaf']) AS name
WHERE has_table_privilege(name, 'UPDATE, DELETE, TRUNCATE')
"""
