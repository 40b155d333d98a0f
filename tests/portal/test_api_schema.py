"""Strangers at the API: whatever the schema allows or forbids is answered as documented."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from desk.house import open_house
from desk.programs import SCOPES, add_token
from models.regency_folder import regency
from tests.people import assigned
from tests.portal.people import ADMINISTRATOR
from tests.portal.serving import serving

SCHEMATHESIS = str(Path(sys.executable).with_name("schemathesis"))
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_schema_conformance,missing_required_header,unsupported_method"
)
# Many more with RUKUN_TEST_EXAMPLES=200; CI takes a few of each call.
EXAMPLES = os.environ.get("RUKUN_TEST_EXAMPLES", "4")


@pytest.mark.long
async def test_answers_only_as_documented(database: str, tmp_path: Path) -> None:
    """No server error, no status and no shape outside the schema, for an office that may a lot."""
    await open_house()
    await assigned()
    office = "coordinator:KESBANG-PIKET"
    token = await add_token("fuzz", office, scopes=SCOPES, by=ADMINISTRATOR, rules=regency())
    async with serving() as address:
        said = await _run(
            *("run", f"{address}/api/v1/openapi.json", "--url", f"{address}/api/v1"),
            *("-H", f"Authorization: Bearer {token}", "--checks", CHECKS),
            *("--max-examples", EXAMPLES, "--generation-deterministic", "--no-color"),
            folder=tmp_path,
        )
    assert "Operations:" in said, said


async def _run(*words: str, folder: Path) -> str:
    process = await asyncio.create_subprocess_exec(
        SCHEMATHESIS, *words, cwd=folder,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    output, _ = await process.communicate()
    said = output.decode()
    assert process.returncode == 0, said[-12_000:]
    return said
