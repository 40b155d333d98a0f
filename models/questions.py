"""What a report's form asks beside the words: the codes that its answers go by."""

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


def questions(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Name each question once: those that a regency's rules read, then those that all ask."""
    read = (one.question for one in vocabulary.answers)
    return tuple(dict.fromkeys([*read, OTHER_VILLAGE, TOLD_BEFORE, *GROUPS]))
