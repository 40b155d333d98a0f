"""All kinds of letters by name: a closed list, one folder of templates each."""

from collections.abc import Mapping, Sequence

from models.letters import (
    agencies,
    alarms,
    assignments,
    bars,
    incidents,
    mediations,
    messages,
    oversight,
    reports,
)
from models.letters.base import Letter

ROOMS = (
    reports,
    messages,
    assignments,
    agencies,
    incidents,
    mediations,
    bars,
    oversight,
    alarms,
)

LETTERS: Mapping[str, type[Letter]] = {
    letter.kind: letter
    for room in ROOMS
    for letter in vars(room).values()
    if isinstance(letter, type) and issubclass(letter, Letter) and "kind" in vars(letter)
}


DIGESTS = (oversight.ReviewAsked.kind, oversight.CausesStuck.kind)

URGENT = tuple(kind for kind, letter in LETTERS.items() if letter.__module__ == alarms.__name__)
"""What the relay hands over itself, without Prefect."""


class NoSuchNotice(KeyError):
    """No letter has this name."""

    def __str__(self) -> str:
        """Name it, and those that there are."""
        return f"no notice is called {self.args[0]!r}; there are: {', '.join(sorted(LETTERS))}"


def letter_of(kind: str, props: Mapping[str, object]) -> Letter:
    """Read stored props as the letter that they were queued as."""
    if kind not in LETTERS:
        raise NoSuchNotice(kind)
    return LETTERS[kind].model_validate(props)


def digest(letters: Sequence[Letter]) -> Letter:
    """Make one letter of several of the same kind, one of ``DIGESTS``; one stays as it is."""
    first = letters[0]
    if isinstance(first, oversight.ReviewAsked):
        return first.gathered([one for one in letters if isinstance(one, oversight.ReviewAsked)])
    if isinstance(first, oversight.CausesStuck):
        return first.gathered([one for one in letters if isinstance(one, oversight.CausesStuck)])
    return first
