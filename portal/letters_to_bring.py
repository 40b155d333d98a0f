"""What letters that somebody must bring are called in lists: for whom, what, and which of several.

Two of a kind for the same side differ by when they were written and by the name that stands on
them, by which their receipt is recorded (``rukun delivery done``).
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from kit.dates import brief_in
from models.by_hand import ToBring
from models.regency import Regency
from portal.wording import called, figure_called


def letters_called(
    letters: Sequence[ToBring], *, rules: Regency, language: str
) -> Mapping[str, str]:
    """Call each letter, by id, so that no two of a case are called the same."""
    plain = {one.id: _plain(one, rules, language) for one in letters}
    often = Counter((one.case, plain[one.id]) for one in letters)
    return {
        one.id: plain[one.id]
        if often[one.case, plain[one.id]] == 1
        else f"{plain[one.id]}, {brief_in(language, one.queued_at)} ({one.short})"
        for one in letters
    }


def _plain(one: ToBring, rules: Regency, language: str) -> str:
    known = {figure.id for figure in rules.figures}
    to = figure_called(one.to, rules, language) if one.to in known else one.to
    return f"{to}: {called('letter', one.kind, language=language)}"
