"""What a checkpoint covered: which head each chain had when it was sealed."""

from sqlalchemy import ForeignKeyConstraint, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class CheckpointLeaf(Base):
    """A chain whose head changed since the checkpoint before: its new head. Insert only.

    A checkpoint's whole tree is, for each chain, its last leaf up to that checkpoint.
    """

    __tablename__ = "checkpoint_leaf"
    __table_args__ = (ForeignKeyConstraint(["case", "seq"], ["fact.case", "fact.seq"]),)

    checkpoint: Mapped[int] = mapped_column(Integer, primary_key=True)
    case: Mapped[str] = mapped_column(Text, primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
