"""Rule sets as they were: which one held on a day, its text, and the offices that it names."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.house import RuleSet
from models.regency import Regency
from models.regency_folder import RULE_FILES, RegencyBroken, read_regency


@dataclass(frozen=True, slots=True)
class KeptRules:
    """A rule set: its hash, when it came into use, and its files by name."""

    hash: str
    loaded_at: datetime
    files: dict[str, str]


async def rules_kept(db: AsyncSession, content_hash: str) -> KeptRules | None:
    """Read a rule set by its hash."""
    found = await db.get(RuleSet, content_hash)
    return _kept(found) if found else None


async def rules_on(db: AsyncSession, at: datetime) -> KeptRules | None:
    """Read the rule set that held at an instant: the last one that had come into use."""
    found: RuleSet | None = await db.scalar(
        select(RuleSet).where(RuleSet.loaded_at <= at).order_by(RuleSet.loaded_at.desc()).limit(1)
    )
    return _kept(found) if found else None


async def all_rules(db: AsyncSession) -> tuple[tuple[str, datetime], ...]:
    """Name every rule set and when it came into use, the newest first."""
    rows = await db.execute(
        select(RuleSet.hash, RuleSet.loaded_at).order_by(RuleSet.loaded_at.desc())
    )
    return tuple(rows.tuples())


@lru_cache(maxsize=8)
def as_they_were(content_hash: str, written: str) -> Regency | None:
    """Read a rule set's text as a regency; None where today's Rukun no longer reads it.

    ``content_hash`` is what the regency must have: a text that was changed gives None too.
    """
    with TemporaryDirectory(prefix="rukun-rules-") as folder:
        for name, content in json.loads(written).items():
            if name in RULE_FILES:
                (Path(folder) / name).write_text(content, encoding="utf-8")
        try:
            found = read_regency(Path(folder))
        except RegencyBroken:
            return None
    return found if found.content_hash == content_hash else None


def _kept(row: RuleSet) -> KeptRules:
    return KeptRules(row.hash, row.loaded_at, json.loads(row.content))
