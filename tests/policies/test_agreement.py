"""What an agreement may not say, each refusal with its article; and who must have signed."""

import pytest

from models.regency_folder import regency
from policies.agreement import (
    LAW,
    QUESTIONS,
    ClauseView,
    Crossing,
    crossed,
    crossed_by_words,
    signatures,
    unsigned,
)

SIDES = ("north", "south")


@pytest.mark.parametrize(
    ("crossing", "article"),
    [
        (Crossing.CLOSES_BARRED, "Law 12/2022 Article 23"),
        (Crossing.WAIVES_VICTIM, "Law 31/2014 Articles 5 and 7A"),
        (Crossing.BINDS_ABSENT, "Law 7/2012 Article 8 (3)"),
        (Crossing.BLOCKS_RIGHTS, "Law 6/2014 Article 103"),
    ],
)
def test_finds_each_line_with_its_article(crossing: Crossing, article: str) -> None:
    """A yes to a question names clause, line and law."""
    clauses = [ClauseView(1, "north"), ClauseView(2, "south", (crossing,))]
    found = crossed(clauses, present=SIDES)
    assert [(one.clause, one.crossing) for one in found] == [(2, crossing)]
    assert article in found[0].law["en"]


@pytest.mark.parametrize(
    ("clause", "lines"),
    [
        ("Keluarga X diusir (kanorayang) dari banjar.", (Crossing.BLOCKS_RIGHTS,)),
        ("Yang membongkar bendungan diarak dan dipukul.", (Crossing.BLOCKS_RIGHTS,)),
        ("Barang siapa melapor ke polisi didenda.", (Crossing.WAIVES_VICTIM,)),
        ("Kedua pihak tidak dipukul dan tidak boleh diarak.", ()),
        ("Korban tidak melapor ke polisi.", (Crossing.WAIVES_VICTIM,)),
        ("Gugatan PN diputus di sini.", (Crossing.CLOSES_BARRED,)),
        ("Keluarga tidak diusir dan kanorayang dicabut.", ()),
        ("Kedua pihak melapor ke perbekel tiap bulan.", ()),
    ],
)
def test_sees_plain_words_whatever_was_answered(clause: str, lines: tuple[Crossing, ...]) -> None:
    """Words that the regency names cross their line; a word of no before them turns them round."""
    lists: dict[str, tuple[str, ...]] = {
        one.crossing: one.words for one in regency().talks.crossing_words
    }
    assert crossed_by_words(clause, lists) == lines


def test_sees_by_itself_that_an_owner_was_not_there() -> None:
    """Whatever the officer answered; an agency owes its own clause from its office."""
    clauses = [ClauseView(1, "south"), ClauseView(2, None)]
    found = crossed(clauses, present=("north",))
    assert [(one.clause, one.crossing) for one in found] == [(1, Crossing.BINDS_ABSENT)]


def test_asks_every_question_in_both_languages() -> None:
    """Each line has its question and its law."""
    assert set(QUESTIONS) == set(LAW) == set(Crossing)
    assert all(set(said) == {"id", "en"} for said in [*QUESTIONS.values(), *LAW.values()])


@pytest.mark.parametrize(
    ("signed_by", "missing"),
    [
        (("north", "south", "FIGURE", "CAMAT"), ()),
        (("north", "FIGURE", "CAMAT"), ("south",)),
        (("north", "south", "CAMAT"), ("mediator",)),
        (("north", "south", "FIGURE"), ("witness",)),
        ((), ("north", "south", "mediator", "witness")),
    ],
)
def test_names_whose_signature_is_missing(
    signed_by: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    """All sides, a mediator of the panel, and a witness."""
    signed = signatures(signed_by, sides=SIDES, panel=("FIGURE",))
    assert unsigned(signed, sides=SIDES) == missing
