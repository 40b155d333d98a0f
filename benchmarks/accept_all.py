"""Let every agency accept what it was given, and every side be willing: who is mediated then?

    python benchmarks/accept_all.py FILE

Starts a whole Rukun in a temporary home and imports FILE. Then each lead agency accepts its
assignment and records a contact with two willing sides, through the desk. Prints how many of the
rows whose labels name sexual violence have a mediation (none may) and how many of the others.
The labels are read here, never by Rukun.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
from import_reports import imported, labelled_sexual_violence, print_cases, settled

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from desk.acting import AGENCY, Person  # noqa: E402 - the root comes first
from desk.answers import Answer, answer_as  # noqa: E402 - same
from desk.contacts import Met, Side, record_contact  # noqa: E402 - same
from kit.settings import settings  # noqa: E402 - same
from models.cases import Case  # noqa: E402 - same
from models.regency import Role  # noqa: E402 - same
from models.regency_folder import regency  # noqa: E402 - same
from models.session import close_engine, reading  # noqa: E402 - same
from tests.flows.rukun_up import Mailbox, rukun_up  # noqa: E402 - same

AT_ONCE = 4

Act = Callable[[str, Person, str], Awaitable[None]]


async def main(path: Path) -> bool:
    """Import, accept, meet and print; returns whether none of the labelled rows is mediated."""
    with tempfile.TemporaryDirectory() as folder, Mailbox() as mailbox:
        home = Path(folder) / "home"
        os.environ["RUKUN_HOME"] = str(home)
        settings.cache_clear()
        async with rukun_up(home, mailbox) as rukun:
            connection = await rukun.connect()
            print(await imported(rukun, path))
            await settled(connection)
            await everybody(connection, "assigned", accepts)
            await everybody(connection, "accepted", meets)
            await print_cases(connection)
            none = await print_mediated(connection, path)
            await connection.close()
            await close_engine()
    return none


async def everybody(connection: asyncpg.Connection, status: str, act: Act) -> None:
    """Let the lead agency of each case in a status act, then wait for the flows."""
    began, door = time.monotonic(), asyncio.Semaphore(AT_ONCE)
    rows = await connection.fetch(
        'SELECT number, lead, village FROM "case" WHERE status = $1 ORDER BY number', status
    )

    async def one(number: str, lead: str, village: str) -> None:
        async with door:
            await act(number, officer(lead), village)

    await asyncio.gather(*(one(*row) for row in rows))
    acted = time.monotonic() - began
    await settled(connection)
    whole = time.monotonic() - began
    print(f"{act.__name__}: {len(rows)} cases, {acted:.1f} s at the desk, {whole:.1f} s in all")


def officer(agency: str) -> Person:
    """Name somebody who speaks for an agency."""
    known = regency().actors_of(role=Role.AGENCY, agency=agency)
    return Person(AGENCY, known[0].id if known else agency, agency)


async def accepts(number: str, by: Person, _: str) -> None:
    """Accept an assignment."""
    await answer_as(number, Answer(accepted=True, office="Kantor", officer="Petugas"), by=by)


async def meets(number: str, by: Person, village: str) -> None:
    """Record a contact: two sides, both willing to talk; none of a sealed task."""
    sides = [Side(label, "group", village, willing=True) for label in ("Kelompok A", "Kelompok B")]
    async with reading() as db:
        sealed = (await db.get_one(Case, number)).sealed
    await record_contact(number, Met(sides=() if sealed else tuple(sides)), by=by)


async def print_mediated(connection: asyncpg.Connection, path: Path) -> bool:
    """Print how many of the labelled rows, and of the others, have a mediation."""
    counted: dict[bool, list[bool]] = {True: [], False: []}
    for labelled, mediated in await connection.fetch(MEDIATED, *labelled_sexual_violence(path)):
        counted[labelled].append(mediated)
    for labelled, what in ((True, "labelled sexual violence"), (False, "others")):
        ones = counted[labelled]
        print(f"{what}: {len(ones)} rows, with a mediation {sum(ones)}")
    return not any(counted[True])


MEDIATED = """
SELECT (report.source_id, words.text) IN (SELECT * FROM unnest($1::text[], $2::text[])),
    EXISTS (SELECT FROM mediation WHERE mediation."case" = report."case")
FROM report JOIN erasable_text AS words ON words.id = report.text_id
"""


if __name__ == "__main__":
    sys.exit(not asyncio.run(main(Path(sys.argv[1]))))
