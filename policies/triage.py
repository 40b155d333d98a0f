"""What kind of case a report is, how grave, how dangerous, and how sure the rules are. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.regency import Regency
from models.views import Bar, EarlierCase, ReportView, TriageChoice
from models.vocabulary import Sign, Vocabulary
from policies.area import named_borders
from policies.colour import choose_colour
from policies.signs import Reading, read_signs
from policies.twins import likely_twins, order_of

NO_CATEGORY = "no_category"
LOW_CONFIDENCE = "low_confidence"
LIKELY_TWIN = "likely_twin"


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """A category, and in percent how sure the words are of it."""

    category: str
    confidence: int


@dataclass(frozen=True, slots=True)
class SeverityChoice:
    """Stage 0..3, likelihood and impact 1..4, and the severity 1..4 that follows from them."""

    stage: int
    likelihood: int
    impact: int
    severity: int


def triage(
    report: ReportView,
    *,
    regency: Regency,
    earlier: Sequence[EarlierCase] = (),
    number: str | None = None,
) -> TriageChoice:
    """Read a report with the regency's vocabulary.

    ``earlier`` are the cases that it may tell of again; with the report's own ``number`` only
    lower ones count. A sealed report never waits for a person, and a twin delays no danger.
    """
    vocabulary = regency.vocabulary
    reading = read_signs(report.text, vocabulary, answers=report.answers)
    chosen = choose_category(reading, vocabulary)
    rated = rate_severity(reading.signs, vocabulary)
    bars = _bars(reading, regency.category(chosen.category).bar)
    sealed = Bar.SEALED in bars
    dangers = _each(sign.danger for sign in reading.signs)
    twins = likely_twins(
        report,
        [case for case in earlier if number is None or order_of(case.number) < order_of(number)],
        category=chosen.category,
        rules=vocabulary.twins,
    )
    colour = choose_colour(
        rated.severity,
        rated.stage,
        dangers=dangers,
        sealed=sealed,
        now=any(sign.now for sign in reading.signs),
        soon=any(sign.soon for sign in reading.signs),
    )
    return TriageChoice(
        category=chosen.category,
        severity=rated.severity,
        stage=rated.stage,
        likelihood=rated.likelihood,
        impact=rated.impact,
        colour=colour,
        confidence=chosen.confidence,
        bars=bars,
        dangers=dangers,
        objects=_objects(reading.signs, chosen.category),
        areas=_areas(report, reading, regency=regency),
        entries=tuple(sign.id for sign in reading.all),
        unsure=() if sealed else tuple(_doubts(chosen, vocabulary, twins=twins)),
        twins=twins,
    )


def choose_category(reading: Reading, vocabulary: Vocabulary) -> CategoryChoice:
    """Take the category for which most speaks; a sign that seals decides alone.

    Confidence is strength x (1 + 3 x margin) / 4: strength is the best weight over
    ``full_weight``, at most 1; margin is how far the second best stays behind the best.
    """
    weights = dict.fromkeys(vocabulary.categories, 0)
    for sign in reading.all:
        for category, weight in sign.weights.items():
            weights[category] = weights.get(category, 0) + weight
    best, second = _two_best(weights)
    if any(sign.bar is Bar.SEALED for sign in reading.all):
        best, second = vocabulary.sealed_category, None
    weight = weights.get(best, 0)
    if weight <= 0:
        return CategoryChoice(vocabulary.unclear, 0)
    behind = max(weights[second], 0) if second else 0
    strength = min(weight, vocabulary.full_weight)
    percent = 100 * strength * (4 * weight - 3 * behind) // (4 * weight * vocabulary.full_weight)
    return CategoryChoice(best, percent)


def rate_severity(signs: Iterable[Sign], vocabulary: Vocabulary) -> SeverityChoice:
    """Rate likelihood x impact on the 4x4 matrix. No rule ever reads stage 4 (UU 7/2012 Ps 15)."""
    signs = tuple(signs)
    stage = max((sign.stage or 0 for sign in signs), default=0)
    likelihood = max(
        vocabulary.likelihood_by_stage[stage], *(sign.likelihood or 1 for sign in signs), 1
    )
    impact = max(vocabulary.impact_by_stage[stage], *(sign.impact or 1 for sign in signs), 1)
    severity = vocabulary.matrix[likelihood - 1][impact - 1]
    return SeverityChoice(stage, likelihood, impact, severity)


def _two_best(weights: dict[str, int]) -> tuple[str, str | None]:
    """Rank stably, so that on a tie the vocabulary's order decides."""
    ranked = sorted(weights, key=lambda category: -weights[category])
    return ranked[0], ranked[1] if len(ranked) > 1 else None


def _bars(reading: Reading, of_category: Bar | None) -> tuple[Bar, ...]:
    bars = {sign.bar for sign in reading.all} | {of_category}
    return tuple(bar for bar in Bar if bar in bars)


def _objects(signs: Iterable[Sign], category: str) -> tuple[str, ...]:
    """Name what the dispute is about, the objects that speak for the category first."""
    ranked = sorted(signs, key=lambda sign: -sign.weights.get(category, 0))
    return _each(sign.object for sign in ranked)


def _areas(report: ReportView, reading: Reading, *, regency: Regency) -> tuple[str, ...]:
    said = (sign.area for sign in reading.signs)
    return _each((*said, *named_borders(report.text, report.village, regency=regency)))


def _doubts(
    chosen: CategoryChoice, vocabulary: Vocabulary, *, twins: Sequence[str]
) -> Iterable[str]:
    if chosen.category == vocabulary.unclear:
        yield NO_CATEGORY
    elif chosen.confidence < vocabulary.confidence_limit:
        yield LOW_CONFIDENCE
    if twins:
        yield LIKELY_TWIN


def _each(codes: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code))
