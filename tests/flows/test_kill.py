"""Nothing lost, nothing doubled: a run full of crashes ends as a calm one does.

``RUKUN_TEST_REPORTS`` names another file to import than the samples.
"""

from collections import Counter
from pathlib import Path

import pytest

from tests.flows.conftest import Calm
from tests.flows.crashes import Crashes
from tests.flows.ends import differing
from tests.flows.importing import import_all
from tests.flows.rukun_up import Mailbox, rukun_up


@pytest.mark.engine
@pytest.mark.long
async def test_ends_the_same_after_crashes_of_everything(
    calm: Calm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Worker killed three times, server once, Prefect's database dropped, mail server away.

    Each of these repeats one mail at most, under its Message-ID, and no run is left unfinished.
    """
    with Mailbox() as box:
        async with rukun_up(tmp_path / "wild", box, portal="none") as rukun:
            crashes = Crashes(rukun, box)
            wild = await import_all(rukun, box, meanwhile=crashes.all_of_them)
    assert differing(wild["facts"], calm.ended["facts"]) == {}
    for what in ("cases", "facts", "roots", "notices"):
        assert wild[what] == calm.ended[what]
    assert calm.mailbox.doubled() == {}
    repeated = crashes.repeated()
    told = [f"  {what}: {', '.join(ids) or 'none'}" for what, ids in repeated]
    title = f"\ncases {len(wild['cases'])}, mails {len(box.mails)}, repeated by"
    with capsys.disabled():
        print("\n".join([title, *told]))  # noqa: T201 - the promise is a number
    assert all(len(ids) <= 1 for _, ids in repeated)
    again = Counter(one for _, ids in repeated for one in ids)
    assert again == {one: count - 1 for one, count in box.doubled().items()}
