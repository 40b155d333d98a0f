"""Which earlier cases a report likely tells of again. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from kit.indonesian import split_words
from models.questions import TOLD_BEFORE
from models.views import EarlierCase, ReportView
from models.vocabulary import FARTHEST_TWIN, TwinRules

WINDOW = FARTHEST_TWIN
"""Days around a report within which twins may lie; the vocabulary may only narrow it."""

"""The question whether the same was reported already, by anybody."""

_PIECE = 3


def likely_twins(
    report: ReportView, earlier: Sequence[EarlierCase], *, category: str, rules: TwinRules
) -> tuple[str, ...]:
    """Give the numbers of likely twins, likeliest first, then the lowest number.

    Only the same village and category within ``rules.days`` are compared at all. Of a reporter
    who says that it was told before, half as much in common is enough.
    """
    least = rules.similarity // (2 if report.answers.get(TOLD_BEFORE) == "yes" else 1)
    near = (case for case in earlier if _is_near(case, report, category=category, rules=rules))
    alike = [(similarity(report.text, case.text), case.number) for case in near]
    twins = [(percent, number) for percent, number in alike if percent >= least]
    return tuple(number for _, number in sorted(twins, key=lambda it: (-it[0], order_of(it[1]))))


def similarity(one: str, other: str) -> int:
    """Tell what percent of the three-letter pieces of two texts they share (Jaccard)."""
    pieces, others = _pieces(one), _pieces(other)
    either = len(pieces | others)
    return 100 * len(pieces & others) // either if either else 0


def order_of(number: str) -> tuple[int, ...]:
    """Give what case numbers are ordered by: KLK-2026-00012 -> (2026, 12)."""
    return tuple(map(int, re.findall(r"\d+", number)))


def _is_near(case: EarlierCase, report: ReportView, *, category: str, rules: TwinRules) -> bool:
    return (
        case.village == report.village
        and case.category == category
        and abs((case.happened_on - report.happened_on).days) <= rules.days
    )


@lru_cache(maxsize=4096)
def _pieces(text: str) -> frozenset[str]:
    plain = " ".join(split_words(text))
    return frozenset(plain[at : at + _PIECE] for at in range(len(plain) - _PIECE + 1))
