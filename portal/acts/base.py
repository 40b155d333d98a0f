"""An act as data: who may do it when, what it asks for, and the desk's function that does it.

One row here makes a button and a form on the case's page, a form behind a mail's link, a call of
the API with its documentation, and a line of the matrix of who may do what.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from desk.acting import Person
from models.reading_case import CasePage
from models.status import ENDED, Status
from policies.audience import Acts
from portal.acts.asked import Asked, Looking, Nothing

Group = Literal["next", "people", "talks", "words", "danger", "house"]
OPEN = frozenset(Status) - ENDED


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does an act, to which case, and which version of it they looked at."""

    number: str
    by: Person
    seen: int | None = None


def always(_: CasePage) -> bool:
    """Whatever the case holds."""
    return True


def empty(_: CasePage) -> Mapping[str, Any]:
    """A form that begins with nothing filled in."""
    return {}


def nothing_beside(_: Looking) -> Sequence[tuple[str, str]]:
    """No more to be read before it is done."""
    return ()


@dataclass(frozen=True, slots=True)
class Act:
    """An act of the desk that a page offers.

    ``may`` asks ``policies.audience`` who; ``roles`` narrows that to those whom the desk takes it
    from. ``statuses`` and ``when`` say whether it is offered now; the desk has the last word.
    ``begins`` is what its form holds before anybody typed. ``note`` is said above the form, and
    ``beside`` is what must be read first: labels with words.
    ``saying`` is what the next page says (``portal.sayings``); with ``shows`` it is that template
    instead, given what was ``done``, once and nowhere kept. ``blind`` acts are offered even of a
    case of which the clock alone is seen; ``in_person`` ones to nobody but who signed in.
    """

    name: str
    title: str
    do: Callable[[Any, Doing], Awaitable[object]]
    may: Acts
    roles: frozenset[str]
    form: type[Asked] = Nothing
    statuses: frozenset[Status] = OPEN
    when: Callable[[CasePage], bool] = always
    begins: Callable[[CasePage], Mapping[str, Any]] = empty
    group: Group = "house"
    button: str = ""
    note: str = ""
    saying: str = "recorded"
    grave: bool = False
    beside: Callable[[Looking], Sequence[tuple[str, str]]] = nothing_beside
    shows: str = ""
    blind: bool = False
    in_person: bool = False


def offered(
    acts: Iterable[Act], page: CasePage, *, by: Person, allowed: frozenset[Acts]
) -> tuple[Act, ...]:
    """The acts that a person is offered on a case, as it stands."""
    return tuple(
        act
        for act in acts
        if by.role in act.roles and act.may in allowed and _now(act, page) and act.when(page)
    )


def _now(act: Act, page: CasePage) -> bool:
    if page.case.status is None:
        return act.blind
    return Status(page.case.status) in act.statuses
