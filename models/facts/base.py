"""The closed grammar of facts: what can have happened to a case.

A fact is past tense, frozen and typed. Its body holds ids, codes, numbers and
dates, never a name or a sentence: those live in erasable texts, of which the
body keeps a salted digest (``Sealed``). A field may be added with a default;
none may ever be renamed, removed or given another meaning.

Pure: imports neither SQLAlchemy nor files.
"""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from models.status import Status


class Body(BaseModel):
    """A part of a fact's body."""

    # Built when first used: a command that says one fact does not wait for all the others.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Sealed(Body):
    """A text that a fact speaks of: the id of its erasable row and its salted digest."""

    text: str
    digest: str


class Fact(Body):
    """Something that happened. ``leads_to`` is the status that it moves the case to, if any."""

    name: ClassVar[str]
    version: ClassVar[int] = 1
    leads_to: ClassVar[Status | None] = None
    flow: ClassVar[str | None] = None  # the flow that this fact starts: then it is a cause
