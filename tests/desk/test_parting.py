"""The wider conflict of a sealed report becomes a case that agencies may handle."""

import pytest

from desk.acting import Refused
from desk.parting import report_wider
from desk.seeing import seen_page
from tests.builders import a_case, run_flows
from tests.people import VILLAGE, case_of, coordinator, facts_of, officer, officer_of

pytestmark = pytest.mark.usefixtures("database")
BOTH = (
    "Dua kelompok pemuda berkelahi di pantai membawa parang, seorang anak umur delapan tahun "
    "dipukuli dan dilecehkan."
)
CLASH = "Dua kelompok pemuda berkelahi di pantai membawa parang tadi malam."


async def test_the_clash_goes_to_the_police_and_the_child_stays_sealed() -> None:
    """The new case leads nowhere back; the sealed chain alone holds the link."""
    sealed = await a_case(BOTH, village=VILLAGE)
    await run_flows()
    opened = await report_wider(sealed, CLASH, by=await officer_of(sealed))
    await run_flows()
    assert (await facts_of(sealed))[-1] == "case.linked"
    case = await case_of(opened)
    assert (case.bars, case.lead, case.village) == ([], "POLRES", VILLAGE)
    page = await seen_page(opened, by=coordinator(), words=True)
    assert CLASH in {one.text for one in page.words}
    assert sealed not in str(page)
    assert all(one.actor == "reporter:-" or "DSOSPPPA" not in one.actor for one in page.timeline)


async def test_refuses_words_that_still_tell_of_who_was_harmed() -> None:
    """Nothing is kept of them; nor does anybody part a case that they don't read."""
    sealed = await a_case(BOTH, village=VILLAGE)
    await run_flows()
    before = await facts_of(sealed)
    with pytest.raises(Refused, match="still read as"):
        await report_wider(sealed, BOTH, by=officer("POLRES"))
    with pytest.raises(Refused, match="sealed to you"):
        await report_wider(sealed, CLASH, by=coordinator())
    with pytest.raises(Refused, match="no such case"):
        await report_wider(sealed, CLASH, by=officer("POLPP"))
    assert await facts_of(sealed) == before
    other = await a_case("Patok batas sawah dipindahkan.", village=VILLAGE)
    await run_flows()
    with pytest.raises(Refused, match="not sealed"):
        await report_wider(other, CLASH, by=coordinator())
