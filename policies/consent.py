"""Which figures a side has consented to, and what its objection asks for. Pure.

A side accepts its mediators in writing and may object once without a reason (UU 7/2012 Ps 2
letter m: nobody takes sides); another objection needs reasons, and a coordinator who heard them.
"""

from collections.abc import Collection, Iterable

from models.views import Consented

FREE_OBJECTIONS = 1


def consents(said: Consented | None, *, sitting: Iterable[str]) -> bool:
    """Tell whether a side accepted everybody who sits: a figure who came later is asked about."""
    if said is None or not said.accepts:
        return False
    return said.figures is None or said.figures.issuperset(sitting)


def is_free(objections: Collection[str]) -> bool:
    """Tell whether a side that objected to these figures may object to another without reasons."""
    return len(objections) < FREE_OBJECTIONS
