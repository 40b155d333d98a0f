"""An act as data: who may do it when, what it asks for, and the desk's function that does it.

One row here makes a button and a form on the case's page, a form behind a mail's link, a call of
the API with its documentation, and a line of the matrix of who may do what.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from desk.acting import Person
from models.reading_case import CasePage
from models.status import ENDED, Status
from policies.audience import Acts
from portal.acts.asked import Asked, Nothing

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


@dataclass(frozen=True, slots=True)
class Act:
    """An act of the desk that a page offers.

    ``may`` asks ``policies.audience`` who; ``roles`` narrows that to those whom the desk takes it
    from. ``statuses`` and ``when`` say whether it is offered now; the desk has the last word.
    ``begins`` is what its form holds before anybody typed. ``note`` is said above the form;
    ``saying`` is what the next page says (``portal.sayings``).
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


def offered(
    acts: Iterable[Act], page: CasePage, *, by: Person, allowed: frozenset[Acts]
) -> tuple[Act, ...]:
    """The acts that a person is offered on a case, as it stands."""
    if page.case.status is None:
        return ()
    status = Status(page.case.status)
    return tuple(
        act
        for act in acts
        if by.role in act.roles and act.may in allowed and status in act.statuses and act.when(page)
    )
