"""Walk through stored chains, row after row, and through the texts that their facts seal."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import ValidationError
from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kit.checkpoints import Checkpoint
from kit.findings import Finding, Kind
from kit.hashing import salted_digest
from kit.links import Link, Record, Walk, sealed_in
from models.chain import HOUSE, SealedFact, instant
from models.checkpoints import as_checkpoint
from models.facts.danger import TextErased
from models.facts.house import CheckpointSealed
from models.texts import ErasableText

Progress = Callable[[int, int], None]  # rows done, of how many

ROWS_AT_ONCE = 500  # some 20 ms of work between two turns of the loop
COLUMNS = (
    SealedFact.case,
    SealedFact.seq,
    SealedFact.prev_hash,
    SealedFact.hash,
    SealedFact.record,
    SealedFact.at,
    SealedFact.actor,
    SealedFact.name,
    SealedFact.version,
    SealedFact.status,
    SealedFact.body,
)
Stored = Row[Any]


@dataclass(frozen=True, slots=True)
class Erased:
    """A text that is no longer there: the fact that sealed it, and the text's id."""

    chain: str
    seq: int
    text: str


@dataclass(frozen=True, slots=True)
class _Reference:
    """A fact speaks of a text."""

    chain: str
    seq: int
    text: str
    digest: str


@dataclass(slots=True)
class Walked:
    """What a walk brought home: the last row of each chain, checkpoints, texts, findings."""

    chains: dict[str, Walk] = field(default_factory=dict)
    facts: int = 0
    texts: int = 0
    checkpoints: list[Checkpoint] = field(default_factory=list)
    gone: dict[str, Erased] = field(default_factory=dict)
    said_erased: dict[str, tuple[str, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def find(self, where: tuple[str, int | None], kind: Kind, sentence: str) -> None:
        """Add a finding at a chain and row."""
        chain, seq = where
        whole = f"{chain}: {sentence}" if seq is None else f"{chain}, fact {seq}: {sentence}"
        self.findings.append(Finding(chain, seq, kind, whole))


async def walk(
    db: AsyncSession, *, progress: Progress, chains: Sequence[str] | None = None
) -> Walked:
    """Walk all chains, or those named, in the transaction's one moment."""
    walked = Walked()
    total = int(await db.scalar(_of(select(func.count()).select_from(SealedFact), chains)) or 0)
    rows = _of(select(*COLUMNS), chains).order_by(SealedFact.case, SealedFact.seq)
    stream = await db.stream(rows.execution_options(yield_per=ROWS_AT_ONCE))
    async for part in stream.partitions():
        references = list(_step_through(part, walked))
        await _check_texts(db, references, walked=walked)
        progress(walked.facts, total)
    for one in walked.chains.values():
        walked.findings += one.findings
    await _compare_erasures(db, walked)
    return walked


def _of(statement: Select[Any], chains: Sequence[str] | None) -> Select[Any]:
    return statement if chains is None else statement.where(SealedFact.case.in_(chains))


def _step_through(rows: Iterable[Stored], walked: Walked) -> Iterator[_Reference]:
    for row in rows:
        chain = walked.chains.get(row.case)
        if chain is None:
            chain = walked.chains[row.case] = Walk(row.case)
        record = chain.step(_link(row))
        walked.facts += 1
        _notice(row, record, walked=walked)
        if '"digest":' in row.record:
            for text, digest in sealed_in(record.get("body")):
                yield _Reference(row.case, row.seq, text, digest)


def _link(row: Stored) -> Link:
    columns = {
        "case": row.case,
        "seq": row.seq,
        "at": row.at and instant(row.at),
        "actor": row.actor,
        "name": row.name,
        "version": row.version,
        "status": row.status,
        "prev": row.prev_hash,
        "body": row.body,
    }
    return Link(row.case, row.seq, row.prev_hash, row.hash, row.record, columns)


def _notice(row: Stored, record: Record, *, walked: Walked) -> None:
    body = record.get("body")
    if not isinstance(body, dict):
        return
    if row.name == TextErased.name:
        walked.said_erased[str(body.get("text"))] = (row.case, row.seq)
    elif row.name == CheckpointSealed.name and row.case == HOUSE:
        try:
            walked.checkpoints.append(as_checkpoint(row.seq, at=record["at"], body=body))
        except (ValidationError, KeyError):
            sentence = "it is no checkpoint that can be read"
            walked.find((HOUSE, row.seq), Kind.CHECKPOINT_UNREADABLE, sentence)


async def _check_texts(
    db: AsyncSession, references: Sequence[_Reference], *, walked: Walked
) -> None:
    stored = await _stored(db, (one.text for one in references))
    for one in references:
        walked.texts += 1
        text = stored.get(one.text)
        if text is None:
            sentence = f"the text {one.text} that it seals is not there"
            walked.find((one.chain, one.seq), Kind.TEXT_MISSING, sentence)
        elif text.text is None:
            walked.gone[one.text] = Erased(one.chain, one.seq, one.text)
        elif text.case != one.chain or salted_digest(text.salt or b"", text.text) != one.digest:
            sentence = f"the text {one.text} is not the one that it seals"
            walked.find((one.chain, one.seq), Kind.TEXT_ALTERED, sentence)


async def _compare_erasures(db: AsyncSession, walked: Walked) -> None:
    for text, erased in walked.gone.items():
        if walked.said_erased.get(text, ("", 0))[0] != erased.chain:
            sentence = f"the text {text} was erased, and no fact says so"
            walked.find((erased.chain, erased.seq), Kind.TEXT_ERASED_UNSAID, sentence)
    back = await _stored(db, walked.said_erased.keys() - walked.gone.keys())
    for text in sorted(back):
        if back[text].text is not None:
            sentence = f"it says that the text {text} was erased, and it is there"
            walked.find(walked.said_erased[text], Kind.TEXT_NOT_ERASED, sentence)


async def _stored(db: AsyncSession, ids: Iterable[str]) -> Mapping[str, Stored]:
    wanted = {parsed for one in ids if (parsed := _uuid(one)) is not None}
    if not wanted:
        return {}
    columns = (ErasableText.id, ErasableText.case, ErasableText.salt, ErasableText.text)
    rows = await db.execute(select(*columns).where(ErasableText.id.in_(wanted)))
    return {str(row.id): cast("Stored", row) for row in rows}


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
