"""Who reads and does what: the whole table, and what a seal and a fear take away."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.status import Status
from policies.audience import (
    ACTS,
    Acts,
    CaseAudience,
    Reader,
    Reads,
    Standing,
    may_act,
    may_find,
    may_read,
    readable,
    standing,
)

CASE = CaseAudience(
    number="KLK-2026-00012",
    status=Status.IN_MEDIATION,
    lead="POLRES",
    supports=frozenset({"CAMAT-51.05.03"}),
    figures=frozenset({"KL-ADAT-BENDESA-ALITAN"}),
)
SEALED = replace(CASE, sealed=True, status=Status.ASSIGNED)
READERS = {
    Standing.COORDINATOR: Reader("coordinator", "KESBANG-SEKRETARIS", "KESBANG"),
    Standing.LEAD: Reader("agency", "POLRES-KASAT", "POLRES"),
    Standing.SUPPORT: Reader("agency", "CAMAT-KLUNGKUNG", "CAMAT-51.05.03"),
    Standing.FIGURE: Reader("figure", "KL-ADAT-BENDESA-ALITAN"),
    Standing.REPORTER: Reader("reporter", "KLK-2026-00012"),
    Standing.AUDITOR: Reader("auditor", "INSPEKTORAT"),
    Standing.ADMINISTRATOR: Reader("administrator", "DISKOMINFO"),
    Standing.STRANGER: Reader("agency", "DISPAR-KADIS", "DISPAR"),
}
OPEN_TABLE = {
    Standing.COORDINATOR: "status answers summary reasons text chain",
    Standing.LEAD: "status answers summary",
    Standing.SUPPORT: "status answers summary",
    Standing.FIGURE: "status",
    Standing.REPORTER: "status answers text identity",
    Standing.AUDITOR: "status answers reasons chain",
    Standing.ADMINISTRATOR: "status",
    Standing.STRANGER: "",
}
SEALED_TABLE = {
    Standing.COORDINATOR: "status",
    Standing.LEAD: "status answers text",
    Standing.SUPPORT: "status answers text",
    Standing.FIGURE: "",
    Standing.REPORTER: "status answers text identity",
    Standing.AUDITOR: "status chain",
    Standing.ADMINISTRATOR: "",
    Standing.STRANGER: "",
}


@pytest.mark.parametrize("who", Standing)
def test_knows_what_somebody_is_to_a_case(who: Standing) -> None:
    """By role, and for an agency or a figure by its part in this case."""
    assert standing(READERS[who], CASE) is who


@pytest.mark.parametrize("who", Standing)
@pytest.mark.parametrize("group", Reads)
def test_lets_read_what_the_table_says(who: Standing, group: Reads) -> None:
    """Every role, every group of fields, open and sealed; each no has its reason."""
    for case, table in ((CASE, OPEN_TABLE), (SEALED, SEALED_TABLE)):
        verdict = may_read(READERS[who], group, case=case)
        assert bool(verdict) == (group in table[who].split())
        assert set(verdict.reason) == {"id", "en"}


def test_gives_agencies_the_text_only_once_it_was_released() -> None:
    """Words identify; the refusal says what is missing."""
    released = replace(CASE, text_released=True)
    for who in (Standing.LEAD, Standing.SUPPORT):
        assert may_read(READERS[who], Reads.TEXT, case=released)
        assert "released" in may_read(READERS[who], Reads.TEXT, case=CASE).reason["en"]
    for who in (Standing.FIGURE, Standing.ADMINISTRATOR, Standing.AUDITOR):
        assert not may_read(READERS[who], Reads.TEXT, case=released)


def test_opens_an_identity_only_to_whom_it_was_opened() -> None:
    """By actor, not by role; never to an auditor, a figure or a support."""
    everybody = frozenset(reader.id for reader in READERS.values())
    opened = replace(CASE, identity_opened_by=everybody)
    seers = {who for who in Standing if may_read(READERS[who], Reads.IDENTITY, case=opened)}
    assert seers == {Standing.COORDINATOR, Standing.LEAD, Standing.REPORTER}
    colleague = Reader("coordinator", "KESBANG-KABID", "KESBANG")
    assert "motivated" in may_read(colleague, Reads.IDENTITY, case=opened).reason["en"]


def test_hides_a_sealed_case_from_all_but_its_bodies() -> None:
    """Not even a coordinator finds it, unless it waits for a review."""
    finders = {who for who in Standing if may_find(READERS[who], SEALED)}
    assert finders == {Standing.LEAD, Standing.SUPPORT, Standing.REPORTER}
    waiting = replace(SEALED, status=Status.NEEDS_REVIEW)
    coordinator = READERS[Standing.COORDINATOR]
    assert may_find(coordinator, waiting)
    assert Reads.TEXT in readable(coordinator, waiting)


def test_looks_to_a_stranger_as_if_there_were_no_case() -> None:
    """The refusal doesn't betray that it exists."""
    stranger = READERS[Standing.STRANGER]
    for verdict in (
        may_read(stranger, Reads.STATUS, case=CASE),
        may_act(stranger, Acts.RAISE_BAR, case=CASE),
        may_read(READERS[Standing.FIGURE], Reads.STATUS, case=SEALED),
        may_act(READERS[Standing.FIGURE], Acts.FIGURE, case=SEALED),
    ):
        assert verdict.reason["en"] == "there is no such case"
    assert not may_find(stranger, CASE)


@pytest.mark.parametrize(
    ("feared", "who"),
    [
        ("POLRES", Standing.LEAD),
        ("CAMAT", Standing.SUPPORT),
        ("CAMAT-51.05.03", Standing.SUPPORT),
        ("KL-ADAT-BENDESA-ALITAN", Standing.FIGURE),
    ],
)
def test_makes_a_stranger_of_whom_the_reporter_fears(feared: str, who: Standing) -> None:
    """By code, or by kind for offices that exist per kecamatan or village."""
    case = replace(CASE, not_to_tell=frozenset({feared}))
    assert standing(READERS[who], case) is Standing.STRANGER
    assert not may_find(READERS[who], case)


def test_knows_a_reporter_only_by_the_own_case() -> None:
    """Another case's number opens nothing."""
    other = Reader("reporter", "KLK-2026-00013")
    assert readable(other, CASE) == frozenset()


@pytest.mark.parametrize(
    ("act", "doers"),
    [
        (Acts.REVIEW, {Standing.COORDINATOR}),
        (Acts.ANSWER, {Standing.LEAD}),
        (Acts.CONTACT, {Standing.LEAD}),
        (Acts.FIGURE, {Standing.COORDINATOR, Standing.LEAD, Standing.FIGURE}),
        (Acts.HOLD_MEETING, {Standing.LEAD, Standing.FIGURE}),
        (Acts.CLAUSE, {Standing.COORDINATOR, Standing.LEAD, Standing.FIGURE}),
        (Acts.CLOSE, {Standing.COORDINATOR}),
        (Acts.LIFT_BAR, {Standing.COORDINATOR}),
        (
            Acts.RAISE_BAR,
            {Standing.COORDINATOR, Standing.LEAD, Standing.SUPPORT, Standing.FIGURE},
        ),
        (Acts.RETRY, {Standing.COORDINATOR, Standing.ADMINISTRATOR}),
        (Acts.EXPORT, {Standing.COORDINATOR, Standing.AUDITOR}),
        (Acts.OBJECT, {Standing.REPORTER}),
        (Acts.MESSAGE, {Standing.COORDINATOR, Standing.REPORTER}),
    ],
)
def test_lets_act_whom_the_table_names(act: Acts, doers: set[Standing]) -> None:
    """Nobody else."""
    assert {who for who in Standing if may_act(READERS[who], act, case=CASE)} == doers


def test_never_lets_anybody_mediate_a_sealed_case() -> None:
    """UU 12/2022 Ps 23; the refusal names the law."""
    for act in (Acts.PARTY, Acts.PLAN_MEETING, Acts.AGREEMENT, Acts.HOLD_MEETING):
        assert not any(may_act(READERS[who], act, case=SEALED) for who in Standing)
        verdict = may_act(READERS[Standing.LEAD], act, case=SEALED)
        assert "never mediated" in verdict.reason["en"]
    assert may_act(READERS[Standing.LEAD], Acts.HANDLED, case=SEALED)
    lifts = {who for who in Standing if may_act(READERS[who], Acts.LIFT_BAR, case=SEALED)}
    assert lifts == {Standing.COORDINATOR, Standing.LEAD, Standing.SUPPORT}


def test_lets_the_lead_of_a_sealed_case_alone_write_to_its_reporter() -> None:
    """Whoever answers reads what was written; the secretariat only what it must decide."""
    waiting, threat = (
        replace(SEALED, status=Status.NEEDS_REVIEW),
        replace(SEALED, reprisal=True),
    )
    lead, more = {Standing.LEAD, Standing.REPORTER}, Standing.COORDINATOR
    for case, doers in ((SEALED, lead), (waiting, {*lead, more}), (threat, {*lead, more})):
        assert {who for who in Standing if may_act(READERS[who], Acts.MESSAGE, case=case)} == doers


@pytest.mark.parametrize("act", [Acts.CLOSE, Acts.REOPEN])
def test_lets_those_end_a_sealed_case_who_read_it(act: Acts) -> None:
    """Its bodies; the secretariat where it reads the case itself, or nobody else has it."""
    bodies, more = {Standing.LEAD, Standing.SUPPORT}, Standing.COORDINATOR
    assert {who for who in Standing if may_act(READERS[who], act, case=SEALED)} == bodies
    threat = replace(SEALED, reprisal=True)
    assert {who for who in Standing if may_act(READERS[who], act, case=threat)} == {*bodies, more}
    nobodys = replace(SEALED, lead=None, supports=frozenset())
    assert may_act(READERS[more], act, case=nobodys)


def test_has_somebody_for_every_act() -> None:
    """No act that nobody may do."""
    assert {act for acts in ACTS.values() for act in acts} == set(Acts)


@given(
    who=st.sampled_from(list(Standing)),
    status=st.sampled_from(list(Status)),
    released=st.booleans(),
    opened=st.frozensets(st.sampled_from([reader.id for reader in READERS.values()])),
)
def test_never_shows_more_of_a_sealed_case_to_those_outside_it(
    who: Standing, status: Status, *, released: bool, opened: frozenset[str]
) -> None:
    """Whatever was released before: only its bodies, and a review, see answers or words."""
    case = replace(SEALED, status=status, text_released=released, identity_opened_by=opened)
    seen = readable(READERS[who], case)
    if who in {Standing.FIGURE, Standing.ADMINISTRATOR, Standing.STRANGER}:
        assert seen == frozenset()
    if who is Standing.COORDINATOR and status is not Status.NEEDS_REVIEW:
        assert not seen & {Reads.TEXT, Reads.ANSWERS, Reads.CHAIN}
