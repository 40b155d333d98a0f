"""Erasable texts: what people wrote, sealed by a salted digest in a fact, and erasable."""

import secrets
import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, Index, LargeBinary, Text, Uuid, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from kit.hashing import salted_digest
from models.base import Base
from models.facts.base import Sealed

SALT_BYTES = 16
# Kinds of texts: what was told of what happened, where that was, and the secretariat's own words.
TOLD_US, PLACE, SUMMARY = ("report", "incident"), "place", "summary"


class ErasableText(Base):
    """A text and its salt, insert only until both are erased. A correction is a new row."""

    __tablename__ = "erasable_text"
    __table_args__ = (
        CheckConstraint(
            "(text IS NULL) = (salt IS NULL) AND (text IS NULL) = (erased_at IS NOT NULL)",
            name="whole_or_erased",
        ),
        Index(
            "ix_erasable_text_words",
            text("to_tsvector('indonesian', text)"),
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
            postgresql_where=text("kind IN ('report', 'incident', 'summary')"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    case: Mapped[str] = mapped_column(Text, index=True)
    kind: Mapped[str] = mapped_column(Text)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    text: Mapped[str | None] = mapped_column(Text)
    erased_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    def erase(self, at: datetime) -> None:
        """Forget the text and its salt; the digest in the chain proves nothing from then on."""
        self.text = self.salt = None
        self.erased_at = at


def keep_text(db: AsyncSession, words: str, *, case: str, kind: str) -> Sealed:
    """Keep a text of a case erasably; returns what its fact seals."""
    row = ErasableText(
        id=uuid.uuid4(), case=case, kind=kind, salt=secrets.token_bytes(SALT_BYTES), text=words
    )
    db.add(row)
    return Sealed(text=str(row.id), digest=salted_digest(row.salt or b"", words))
