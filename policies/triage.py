"""What kind of case a report is, how grave, how dangerous, and how sure the rules are. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.questions import OTHER_VILLAGE, UNDATED
from models.regency import Regency
from models.views import STAGE_OF_VIOLENCE, Bar, Colour, EarlierCase, ReportView, TriageChoice
from models.vocabulary import Sign, Vocabulary
from policies.area import answered_border, named_borders
from policies.colour import colour_of
from policies.severity import rate_severity
from policies.signs import Reading, each_once, read_signs
from policies.twins import likely_twins, order_of

NO_CATEGORY = "no_category"
LOW_CONFIDENCE = "low_confidence"
LIKELY_TWIN = "likely_twin"
PERHAPS_SEALED = "perhaps_sealed"
"""Home, sex or a child may be in it: it is sealed until a person has looked."""


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """A category, and in percent how sure the words are of it."""

    category: str
    confidence: int


def triage(
    report: ReportView,
    *,
    regency: Regency,
    earlier: Sequence[EarlierCase] = (),
    number: str | None = None,
) -> TriageChoice:
    """Read a report with the regency's vocabulary.

    ``earlier`` are the cases that it may tell of again; with the report's own ``number`` only
    lower ones count. A report that a sign seals never waits for a person, and a twin delays no
    danger; one that is sealed in doubt, or by a faint guess at its category, is sealed and waits.
    """
    vocabulary = regency.vocabulary
    reading = read_signs(report.text, vocabulary, answers=report.answers)
    chosen = choose_category(reading, vocabulary)
    in_doubt = _in_doubt(reading, chosen, vocabulary)
    bars = _bars(reading, regency.category(chosen.category).bar, in_doubt=in_doubt)
    rated = rate_severity(reading.signs, vocabulary)
    colour = colour_of(reading.signs, rated, sealed=Bar.SEALED in bars)
    twins = likely_twins(
        report, _lower(earlier, number), category=chosen.category, rules=vocabulary.twins
    )
    red = colour is Colour.RED
    doubts = _doubts(chosen, vocabulary, in_doubt=in_doubt, twins=() if red else twins)
    undated = (UNDATED,) if red and UNDATED in report.answers else ()
    return TriageChoice(
        category=chosen.category,
        severity=rated.severity,
        stage=rated.stage,
        likelihood=rated.likelihood,
        impact=rated.impact,
        colour=colour,
        confidence=chosen.confidence,
        bars=bars,
        dangers=each_once(sign.danger for sign in reading.signs),
        objects=_objects(reading.signs, chosen.category),
        areas=_areas(report, reading, regency=regency),
        entries=tuple(sign.id for sign in reading.all),
        unsure=() if seals(reading) else (*undated, *doubts),
        twins=twins,
    )


def choose_category(reading: Reading, vocabulary: Vocabulary) -> CategoryChoice:
    """Take the category for which most speaks; a sign that seals decides alone.

    Confidence is strength x (1 + 3 x margin) / 4: strength is the best weight over
    ``full_weight``, at most 1; margin is how far the second best stays behind the best.
    """
    weights = _weigh(reading.all, vocabulary)
    best, second = _two_best(weights)
    if seals(reading):
        best, second = _category_of_seal(reading, vocabulary), None
    weight = weights.get(best, 0)
    if weight <= 0:
        return CategoryChoice(vocabulary.unclear, 0)
    behind = max(weights[second], 0) if second else 0
    strength = min(weight, vocabulary.full_weight)
    percent = 100 * strength * (4 * weight - 3 * behind) // (4 * weight * vocabulary.full_weight)
    return CategoryChoice(best, percent)


def _category_of_seal(reading: Reading, vocabulary: Vocabulary) -> str:
    """Take the category that all sealing signs name; where they differ, the sealed one."""
    sealing = (sign for sign in reading.all if sign.bar is Bar.SEALED and not sign.in_doubt)
    named = {category for sign in sealing for category in sign.weights}
    return named.pop() if len(named) == 1 else vocabulary.sealed_category


def leads_anyway(choice: TriageChoice) -> bool:
    """Tell whether a doubt must not hold a case up: of the category alone, where there is violence.

    From stage 2 the police lead whatever it is about (UU 7/2012 Ps 12-13; decision 29).
    """
    doubted = frozenset(choice.unsure)
    if Bar.SEALED in choice.bars:
        return False
    return choice.stage >= STAGE_OF_VIOLENCE and doubted <= {NO_CATEGORY, LOW_CONFIDENCE}


def seals(reading: Reading) -> bool:
    """Tell whether a sign seals the report for sure; even a denied one does (doubt seals)."""
    return any(sign.bar is Bar.SEALED and not sign.in_doubt for sign in reading.all)


def _weigh(signs: Iterable[Sign], vocabulary: Vocabulary) -> dict[str, int]:
    """Add up what speaks for each category, in the vocabulary's order."""
    strongest: dict[tuple[str, str], int] = {}
    for sign in signs:
        for category, weight in sign.weights.items():
            voice = category, vocabulary.voice_of(sign)
            strongest[voice] = max(weight, strongest.get(voice, weight))
    weights = dict.fromkeys(vocabulary.categories, 0)
    for (category, _), weight in strongest.items():
        weights[category] = weights.get(category, 0) + weight
    return weights


def _two_best(weights: dict[str, int]) -> tuple[str, str | None]:
    """Rank stably, so that on a tie the vocabulary's order decides."""
    ranked = sorted(weights, key=lambda category: -weights[category])
    return ranked[0], ranked[1] if len(ranked) > 1 else None


def _in_doubt(reading: Reading, chosen: CategoryChoice, vocabulary: Vocabulary) -> bool:
    """Tell whether home, sex or a child may be in it, so that a person must look."""
    unclear = chosen.category == vocabulary.unclear
    hints = vocabulary.sealed_if_unclear if unclear else ()
    return any(sign.in_doubt or sign.id in hints for sign in reading.all)


def _bars(reading: Reading, of_category: Bar | None, *, in_doubt: bool) -> tuple[Bar, ...]:
    bars = {sign.bar for sign in reading.all} | {of_category}
    if in_doubt:
        bars.add(Bar.SEALED)
    return tuple(bar for bar in Bar if bar in bars)


def _objects(signs: Iterable[Sign], category: str) -> tuple[str, ...]:
    """Name what the dispute is about, the objects that speak for the category first."""
    ranked = sorted(signs, key=lambda sign: -sign.weights.get(category, 0))
    return each_once(sign.object for sign in ranked)


def _areas(report: ReportView, reading: Reading, *, regency: Regency) -> tuple[str, ...]:
    said = (sign.area for sign in reading.signs)
    named = named_borders(report.text, report.village, regency=regency)
    other = report.answers.get(OTHER_VILLAGE, "")
    chosen = answered_border(report.village, other, regency=regency)
    return each_once((*said, *named, *chosen))


def _doubts(
    chosen: CategoryChoice, vocabulary: Vocabulary, *, in_doubt: bool, twins: Sequence[str]
) -> Iterable[str]:
    if in_doubt:
        yield PERHAPS_SEALED
    if chosen.category == vocabulary.unclear:
        yield NO_CATEGORY
    elif chosen.confidence < vocabulary.confidence_limit:
        yield LOW_CONFIDENCE
    if twins:
        yield LIKELY_TWIN


def _lower(earlier: Sequence[EarlierCase], number: str | None) -> Sequence[EarlierCase]:
    if number is None:
        return earlier
    return [case for case in earlier if order_of(case.number) < order_of(number)]
