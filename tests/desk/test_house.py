"""The house begins once, and keeps the rules that decisions name."""

from sqlalchemy import select

from desk.house import open_house
from models.chain import SealedFact
from models.house import RuleSet
from models.regency_folder import regency
from models.session import reading


async def test_begins_once_and_keeps_the_rules_once(database: str) -> None:
    """Opening again changes nothing."""
    await open_house()
    await open_house()
    async with reading() as db:
        names = (await db.scalars(select(SealedFact.name).order_by(SealedFact.seq))).all()
        kept = (await db.scalars(select(RuleSet.hash))).all()
    assert names == ["house.founded", "rules.loaded"]
    assert kept == [regency().content_hash]
