"""All kinds of letters by name: a closed list, one folder of templates each."""

from collections.abc import Mapping

from models.letters import assignments, mediations, oversight, reports
from models.letters.base import Letter

ROOMS = (reports, assignments, mediations, oversight)

LETTERS: Mapping[str, type[Letter]] = {
    letter.kind: letter
    for room in ROOMS
    for letter in vars(room).values()
    if isinstance(letter, type) and issubclass(letter, Letter) and "kind" in vars(letter)
}


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
