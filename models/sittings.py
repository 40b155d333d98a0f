"""How people sit together, as the regency's data: who may come along.

Pure: imports neither SQLAlchemy nor files.
"""

from pydantic import Field

from models.shapes import Shape, Text, Word


class CompanionKind(Shape):
    """What a companion is to a side."""

    code: Word
    name: Text


class Companions(Shape):
    """How many may come with a side, of which kinds, and where the rule comes from."""

    most: int = Field(ge=0)
    kinds: tuple[CompanionKind, ...]
    source: Text

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all kinds."""
        return tuple(one.code for one in self.kinds)


class Talks(Shape):
    """What is said in ``talks.yaml``."""

    companions: Companions
