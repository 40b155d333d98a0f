"""What a report's form asks beside the words: the codes that its answers go by."""

from collections.abc import Iterable

from models.vocabulary import Vocabulary

UNDATED = "undated"
"""The answer of an imported row without a day: if red, a person says whether it goes on."""
OTHER_VILLAGE = "other_village"
"""The question whose answer is the code of another village that is involved."""
TOLD_BEFORE = "told_before"
"""The reporter says that they have told it already."""
GROUPS = (
    "group_villages",
    "group_banjar",
    "group_customary",
    "group_families",
    "group_youth",
    "group_faiths",
    "group_newcomers",
    "group_business",
    "group_mass",
    "group_government",
)
"""Who the sides are: an agency sees it in place of the report's words."""

YES, NO, UNKNOWN = "yes", "no", "unknown"
MEANT = {
    **dict.fromkeys(("ya", "iya", "y"), YES),
    **dict.fromkeys(("tidak", "tdk", "n"), NO),
    **dict.fromkeys(("?", "tidak tahu", "tidak_tahu"), UNKNOWN),
}
"""What people write for it, in small letters: a danger must not hang on a word."""
TOPIC, AGAIN = "topic", "again"


def answers_to(question: str, *, vocabulary: Vocabulary, categories: Iterable[str]) -> list[str]:
    """List the answers that a question takes: those that rules read, and those that say nothing."""
    read = [one.answer for one in vocabulary.answers if one.question == question]
    more = {TOPIC: tuple(categories), AGAIN: ("soon", "week", "later")}.get(question, ())
    return list(dict.fromkeys([*(read or [YES]), *more, NO, UNKNOWN]))


def questions(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Name each question once: those that a regency's rules read, then those that all ask."""
    read = (one.question for one in vocabulary.answers)
    return tuple(dict.fromkeys([*read, OTHER_VILLAGE, TOLD_BEFORE, *GROUPS]))
