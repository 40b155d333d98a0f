"""The routing table as data: which agency leads, by category, area and object (domain: routing).

Pure: imports neither SQLAlchemy nor files.
"""

from typing import Literal

from pydantic import Field, model_validator

from models.shapes import CategoryCode, Code, Shape, Text, Word
from models.views import Approach, Bar, Colour


class Duty(Shape):
    """A supporting agency and its one sentence; without one it does its usual duty.

    Written as a bare code where the usual duty holds.
    """

    agency: Code
    duty: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_bare_code(cls, written: object) -> object:
        return {"agency": written} if isinstance(written, str) else written


class Condition(Shape):
    """When a route or override applies: every part that is given must hold.

    Lists hold when one of their members does. ``areas`` know same_kecamatan,
    other_kecamatan and other_regency.
    """

    categories: tuple[CategoryCode, ...] = ()
    bars: tuple[Bar, ...] = ()
    objects: tuple[Word, ...] = ()
    areas: tuple[Literal["same_kecamatan", "other_kecamatan", "other_regency"], ...] = ()
    colours: tuple[Colour, ...] = ()
    stage_from: int | None = Field(default=None, ge=0, le=4)
    stage_up_to: int | None = Field(default=None, ge=0, le=4)
    severity_up_to: int | None = Field(default=None, ge=1, le=4)


class Route(Shape):
    """Who leads a category's cases. The first of a category's routes that holds is taken."""

    id: Code
    category: CategoryCode
    when: Condition = Condition()
    lead: Code
    alternate: Code
    approach: Approach | None = None
    supports: tuple[Duty, ...] = ()
    reason: Text
    basis: Text


class Override(Shape):
    """What goes before the routes. Without a ``lead`` the route's own lead stays.

    ``hands_back``: the category's own lead supports now and takes over afterwards,
    with ``own_duty`` as its sentence. ``sealed``: nobody but those named here is told, and
    silence climbs these ``rungs`` in place of the agency's.
    """

    id: Word
    when: Condition
    lead: Code | None = None
    alternate: Code | None = None
    approach: Approach
    keeps_supports: bool = True
    supports: tuple[Duty, ...] = ()
    hands_back: bool = False
    own_duty: Text | None = None
    sealed: bool = False
    rungs: tuple[Code, ...] = ()
    reason: Text
    basis: Text


class ExtraSupport(Shape):
    """An agency that joins any open route when the dispute is about one of these objects."""

    objects: tuple[Word, ...] = Field(min_length=1)
    support: Duty


class Routing(Shape):
    """What disputes are about, usual duties, the overrides in order, and the routing table."""

    objects: dict[Word, Text]
    duties: dict[Code, Text]
    overrides: tuple[Override, ...]
    routes: tuple[Route, ...]
    extra_supports: tuple[ExtraSupport, ...] = ()

    def duty_of(self, support: Duty) -> dict[str, str]:
        """The sentence that a supporting agency is told, by language."""
        return support.duty or self.duties[support.agency]
