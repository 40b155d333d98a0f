"""The house's own chain: facts without a case, one at a time."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKeyConstraint, Integer, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.chain import HOUSE, say
from models.facts.base import Fact
from models.facts.house import HouseFounded, RulesLoaded

STANDING = "standing"


class House(Base):
    """One row: the head of the chain for users, settings, exports and checkpoints."""

    __tablename__ = "house"
    __table_args__ = (
        ForeignKeyConstraint(
            ["number", "seq", "status"],
            ["fact.case", "fact.seq", "fact.status"],
            name="fk_house_has_its_fact",
            deferrable=True,
            initially="DEFERRED",
        ),
        CheckConstraint(f"number = '{HOUSE}'", name="only_one"),
    )

    number: Mapped[str] = mapped_column(Text, primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text)

    def record(self, fact: Fact, *, actor: str, at: datetime) -> None:
        """Say a fact of the house."""
        self.seq += 1
        say(self, fact, actor=actor, at=at)


class RuleSet(Base):
    """The regency's rules as they were when a decision was made, under their content hash."""

    __tablename__ = "rule_set"

    hash: Mapped[str] = mapped_column(Text, primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    loaded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


async def lock_house(db: AsyncSession) -> House:
    """Lock the house's chain; last of all locks in a transaction."""
    return (
        await db.scalars(
            select(House).with_for_update(key_share=True).execution_options(populate_existing=True)
        )
    ).one()


async def found(db: AsyncSession, founding: HouseFounded, *, actor: str, at: datetime) -> House:
    """Begin the house's chain unless it was begun; return it locked."""
    if await db.scalar(select(House.number)) is None:
        house = House(number=HOUSE, seq=0, status=STANDING)
        db.add(house)
        house.record(founding, actor=actor, at=at)
        await db.flush()
    return await lock_house(db)


async def keep_rules(
    db: AsyncSession, house: House, *, content_hash: str, content: str, actor: str, at: datetime
) -> None:
    """Keep a rule set under its hash, once, as a fact."""
    if await db.get(RuleSet, content_hash) is None:
        db.add(RuleSet(hash=content_hash, content=content, loaded_at=at))
        house.record(RulesLoaded(rule_set=content_hash), actor=actor, at=at)
