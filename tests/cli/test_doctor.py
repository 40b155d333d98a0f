"""What doctor says of the house itself, each finding with what to do."""

import json

import pytest

from desk.accounts import add_account, set_up
from desk.acting import ADMINISTRATOR, Person
from desk.demonstration import PASSWORD
from desk.house import open_house
from models.regency_folder import regency
from tests.cli.running import Rukun

BY = Person(ADMINISTRATOR, "DISKOMINFO-ADMIN")
OFFICERS = ("POLRES-UNIT-PPA", "DSOSPPPA-UPTD-PPA")


async def sealed_tasks(rukun: Rukun) -> tuple[bool, str]:
    """What doctor says of sealed tasks."""
    told = json.loads((await rukun("doctor", "--json")).out)
    [found] = [one for one in told if one["name"] == "sealed tasks"]
    return found["well"], found["told"]


@pytest.mark.usefixtures("database")
async def test_names_the_bodies_that_could_not_read_a_sealed_task(rukun: Rukun) -> None:
    """Their words are behind an account; one that was added and never set up opens nothing."""
    await open_house()
    for officer in OFFICERS:
        well, told = await sealed_tasks(rukun)
        assert (well, officer in told, "rukun user add" in told) == (False, True, True)
        login = officer.lower()
        setup = await add_account(login, f"agency:{officer}", by=BY, rules=regency())
        assert officer in (await sealed_tasks(rukun))[1]
        await set_up(setup.token, password=PASSWORD)
    assert (await sealed_tasks(rukun))[0]
