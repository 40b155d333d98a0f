"""From the start of an import to the last assignment mail, and what became of the cases.

    python benchmarks/import_reports.py FILE

Starts a whole Rukun in a temporary home and imports FILE with ``rukun import``; says where the
cases stand and which mails were sent. With a CVEW file it also looks what triage did with the rows
whose labels name sexual violence; the labels are read here, never by Rukun.
"""

import asyncio
import csv
import sys
import tempfile
import time
from pathlib import Path

import asyncpg

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.flows.ends import unsettled  # noqa: E402 - the root comes first
from tests.flows.rukun_up import Mailbox, Rukun, rukun_up  # noqa: E402 - same

LIMIT = 300.0


async def main(path: Path) -> None:
    """Import and print."""
    with tempfile.TemporaryDirectory() as folder, Mailbox() as mailbox:
        async with rukun_up(Path(folder) / "home", mailbox) as rukun:
            connection = await rukun.connect()
            began = time.time()
            print(await imported(rukun, path))
            print(f"import itself: {time.time() - began:.1f} s")
            await settled(connection)
            assigned = [
                mail.at
                for mail in mailbox.mails
                if await is_assignment(connection, mail.message_id)
            ]
            print(f"to the last assignment mail: {max(assigned) - began:.1f} s")
            print(f"to the last mail of all: {mailbox.mails[-1].at - began:.1f} s")
            await print_cases(connection)
            await print_mails(connection)
            await print_sexual_violence(connection, path)
            cases = await connection.fetchval('SELECT count(*) FROM "case"')
            await imported(rukun, path)
            again = await connection.fetchval('SELECT count(*) FROM "case"')
            print(f"cases {cases}, after importing again {again}; mails {len(mailbox.mails)}")
            await connection.close()


async def imported(rukun: Rukun, path: Path) -> str:
    """Run the import."""
    return await rukun.command("import", str(path), "--source", "cvew")


async def settled(connection: asyncpg.Connection) -> None:
    """Wait until nothing waits any more."""
    async with asyncio.timeout(LIMIT):
        while await unsettled(connection):
            await asyncio.sleep(0.2)


async def is_assignment(connection: asyncpg.Connection, message_id: str) -> bool:
    """Whether a mail carried an assignment."""
    kind = await connection.fetchval("SELECT kind FROM notice WHERE message_id = $1", message_id)
    return str(kind).startswith("case_assigned")


async def print_cases(connection: asyncpg.Connection) -> None:
    """Print how many cases stand where."""
    for status, count in await connection.fetch(
        'SELECT status, count(*) FROM "case" GROUP BY status ORDER BY 2 DESC'
    ):
        print(f"  {status}: {count}")


async def print_mails(connection: asyncpg.Connection) -> None:
    """Print how many mails of each kind were sent, on one line."""
    kinds = await connection.fetch(
        "SELECT kind, count(*) FROM notice WHERE state = 'sent' GROUP BY kind ORDER BY kind"
    )
    print("  mails: " + ", ".join(f"{kind} {count}" for kind, count in kinds))


async def print_sexual_violence(connection: asyncpg.Connection, path: Path) -> None:
    """Print what became of the rows that experts labelled as sexual violence."""
    wanted = labelled_sexual_violence(path)
    if not wanted[0]:
        return
    found = await connection.fetch(
        'SELECT c.status, c.bars FROM "case" c JOIN report r ON r."case" = c.number'
        " JOIN erasable_text words ON words.id = r.text_id"
        " WHERE (r.source_id, words.text) IN (SELECT * FROM unnest($1::text[], $2::text[]))",
        *wanted,
    )
    barred = sum("sealed" in row["bars"] for row in found)
    waiting = sum(row["status"] == "needs_review" and "sealed" not in row["bars"] for row in found)
    print(f"labelled sexual violence: {len(found)} rows, barred {barred}, waiting {waiting}")


def labelled_sexual_violence(path: Path) -> tuple[list[str], list[str]]:
    """Read ids and texts of a CVEW file's rows that experts labelled so; none of another file."""
    if path.suffix != ".csv":
        return [], []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [
            row
            for row in csv.DictReader(lines)
            if "SEKSUAL" in (row.get("isu") or "") + (row.get("bentuk") or "")
        ]
    return [row["id_sumber"] for row in rows], [row["uraian"].strip() for row in rows]


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
