"""How cases may end, in codes: a regency's closed lists, each code with its words.

Pure: imports neither SQLAlchemy nor files.
"""

from typing import Literal

from pydantic import Field

from models.shapes import Code, Shape, Text, Word


class Body(Shape):
    """Another body that a case may be referred to, which Rukun commands nothing of."""

    code: Code
    name: Text


class Endings(Shape):
    """Closed lists, by code. ``figures_stand_for`` and ``object_within`` are in days.

    ``outcome_needs``: what the record must hold before a case may end with an outcome
    (``policies.outcomes.Need``).
    A count of evacuees, or word of a sanction, is outdated by one that is so much newer.
    """

    outcomes: dict[Word, Text] = Field(min_length=1)
    outcome_needs: dict[
        Word,
        Literal["agreement", "no_agreement", "talks", "court", "referral", "protection"],
    ] = Field(default_factory=dict)
    dismissals: dict[Word, Text] = Field(min_length=1)
    root_causes: dict[Word, Text] = Field(min_length=1)
    triggers: dict[Word, Text] = Field(min_length=1)
    preventions: dict[Word, Text] = Field(min_length=1)
    referral_reasons: dict[Word, Text] = Field(min_length=1)
    reopening_reasons: dict[Word, Text] = Field(min_length=1)
    sources: dict[Word, Text] = Field(min_length=1)
    sanctions: dict[Word, Text] = Field(min_length=1)
    bodies: tuple[Body, ...] = Field(min_length=1)
    object_within: int
    figures_stand_for: int
