"""Accounts of the portal: who may sign in for which office, and where somebody is signed in.

An account is a person's; what it does it does as an office (``actor``, as facts name it). Names
and secrets are here and in no fact: the house's chain speaks of an account by its id.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    Text,
    Uuid,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Account(Base):
    """A person who signs in. Without a password it waits for its holder to choose one.

    ``setup`` counts how often it was set up anew: an older setup link is worth nothing.
    ``totp`` is the second factor's secret, encrypted; ``totp_step`` the last step that was used.
    ``subject`` is who an identity provider says it is, as ``issuer|subject``.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("login = lower(login)", name="login_in_small_letters"),
        CheckConstraint("actor LIKE '%:%'", name="actor_is_role_and_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    login: Mapped[str] = mapped_column(Text, unique=True)
    actor: Mapped[str] = mapped_column(Text, index=True)
    language: Mapped[str] = mapped_column(Text, default="id")
    password: Mapped[str | None] = mapped_column(Text)
    totp: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_step: Mapped[int] = mapped_column(BigInteger, default=0)
    setup: Mapped[int] = mapped_column(Integer, default=1)
    subject: Mapped[str | None] = mapped_column(Text, unique=True)
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    disabled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def role(self) -> str:
        """The role in which it acts."""
        return self.actor.partition(":")[0]


class SignIn(Base):
    """A browser that is signed in, by the hash of its cookie. Machine time throughout."""

    __tablename__ = "sign_in"

    token: Mapped[str] = mapped_column(Text, primary_key=True)
    account: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.clock_timestamp()
    )
    seen_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.clock_timestamp()
    )
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


async def account_called(db: AsyncSession, login: str) -> Account | None:
    """Find an account by its login."""
    found: Account | None = await db.scalar(
        select(Account).where(Account.login == login.strip().lower())
    )
    return found


SIGNED_IN = (
    select(SignIn, Account)
    .join(Account, Account.id == SignIn.account)
    .where(
        SignIn.token == bindparam("token"),
        SignIn.ended_at.is_(None),
        SignIn.expires_at > bindparam("at"),
        Account.disabled_at.is_(None),
    )
)


async def signed_in(db: AsyncSession, token: str, *, at: datetime) -> tuple[SignIn, Account] | None:
    """Find who is signed in with a cookie's hash, unless it ended, expired or was disabled."""
    rows = await db.execute(SIGNED_IN, {"token": token, "at": at})
    found = rows.tuples().one_or_none()
    return None if found is None else (found[0], found[1])


async def end_sign_ins(
    db: AsyncSession, account: uuid.UUID, *, at: datetime, but: str = ""
) -> None:
    """Sign an account out everywhere, ``but`` where its cookie has this hash."""
    await db.execute(
        update(SignIn)
        .where(SignIn.account == account, SignIn.ended_at.is_(None), SignIn.token != but)
        .values(ended_at=at)
    )


async def account_of_subject(
    db: AsyncSession, subject: str, *, lock: bool = False
) -> Account | None:
    """Find the account that an identity provider's ``issuer|subject`` is linked to."""
    wanted = select(Account).where(Account.subject == subject)
    found: Account | None = await db.scalar(wanted.with_for_update() if lock else wanted)
    return found


async def actors_with_accounts(db: AsyncSession) -> frozenset[str]:
    """The actors for whom somebody can sign in: set up, or linked to an identity provider."""
    set_up = Account.password.is_not(None) | Account.subject.is_not(None)
    rows = await db.scalars(select(Account.actor).where(Account.disabled_at.is_(None), set_up))
    return frozenset(rows)


async def lock_administrators(db: AsyncSession) -> Sequence[Account]:
    """Lock all administrators' accounts, always in one order: two may not disable each other."""
    rows = await db.scalars(
        select(Account)
        .where(Account.actor.startswith("administrator:"))
        .order_by(Account.id)
        .with_for_update()
    )
    return rows.all()


async def sign_ins_of(
    db: AsyncSession, account: uuid.UUID, *, seen_after: datetime, at: datetime
) -> Sequence[SignIn]:
    """Where an account is signed in, the one that was seen last first."""
    rows = await db.scalars(
        select(SignIn)
        .where(
            SignIn.account == account,
            SignIn.ended_at.is_(None),
            SignIn.expires_at > at,
            SignIn.seen_at >= seen_after,
        )
        .order_by(SignIn.seen_at.desc())
    )
    return rows.all()
