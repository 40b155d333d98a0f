"""``rukun user``: accounts from the command line, as in the browser."""

import json

import pytest

from cli import exits
from desk.house import open_house
from tests.cli.running import Rukun

AS = ("--as", "administrator:DISKOMINFO-ADMIN")
IDENTITY = "https://id.example|42"

pytestmark = pytest.mark.usefixtures("database")


async def test_adds_and_links_an_account(rukun: Rukun) -> None:
    """Linked as it is added or later; an identity opens one account only."""
    await open_house()
    added = await rukun("user", "add", "sari", "agency:POLRES-PETUGAS", "--oidc", IDENTITY, *AS)
    assert "/masuk/atur/" in added.out
    await rukun("user", "add", "budi", "agency:POLRES-PETUGAS", *AS)
    taken = await rukun("user", "link", "budi", "--oidc", IDENTITY, *AS)
    assert taken.code == exits.REFUSED
    assert "account sari has it already" in taken.err
    linked = await rukun("user", "link", "budi", "--oidc", "https://id.example|43", *AS)
    assert linked.out == "budi: linked.\n"
    found = json.loads((await rukun("user", "list", "--json", *AS)).out)
    assert {one["login"]: one["subject"] for one in found} == {
        "sari": IDENTITY,
        "budi": "https://id.example|43",
    }
