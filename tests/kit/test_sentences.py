"""One sentence in two languages, and errors that say one."""

from kit.sentences import Explained, Sentence

GREETING = Sentence("{who} sudah {what}", "{who} {what} already")


def test_fills_the_same_names_in_both_languages() -> None:
    """What is the same in both is given once."""
    assert GREETING.filled(who="DLHP", what="x") == {"id": "DLHP sudah x", "en": "DLHP x already"}


def test_takes_a_value_that_has_both_languages_in_each() -> None:
    """A status or a field's name is translated with the sentence around it."""
    what = {"id": "menerima", "en": "accepted"}
    assert GREETING.filled(who="DLHP", what=what)["id"] == "DLHP sudah menerima"
    assert GREETING.filled(who="DLHP", what=what)["en"] == "DLHP accepted already"


def test_leaves_braces_of_what_people_typed_alone() -> None:
    """Words that look like a name to fill in are words."""
    assert GREETING.filled(who="{what}", what="{0}")["en"] == "{what} {0} already"


def test_explains_in_english_to_logs_and_in_both_to_people() -> None:
    """Logs have one language; who shows the error chooses."""
    error = Explained(GREETING, who="DLHP", what="x")
    assert str(error) == "DLHP x already"
    assert error.said["id"] == "DLHP sudah x"
