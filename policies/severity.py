"""How far a conflict went and how grave it is. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.vocabulary import Sign, Vocabulary


@dataclass(frozen=True, slots=True)
class SeverityChoice:
    """Stage 0..3, likelihood and impact 1..4, and the severity 1..4 that follows from them."""

    stage: int
    likelihood: int
    impact: int
    severity: int


def rate_severity(signs: Iterable[Sign], vocabulary: Vocabulary) -> SeverityChoice:
    """Rate likelihood x impact on the 4x4 matrix.

    Stage 4, Status Keadaan Konflik, is the bupati's alone (UU 7/2012 Ps 15): no rule reads it.
    """
    signs = tuple(signs)
    stage = max((sign.stage or 0 for sign in signs), default=0)
    likelihood = max(
        vocabulary.likelihood_by_stage[stage], *(sign.likelihood or 0 for sign in signs), 0
    )
    impact = max(vocabulary.impact_by_stage[stage], *(sign.impact or 0 for sign in signs), 0)
    return SeverityChoice(stage, likelihood, impact, vocabulary.matrix[likelihood - 1][impact - 1])
