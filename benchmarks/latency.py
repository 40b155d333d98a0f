"""From a report's commit to its assignment mail at the SMTP server, on a quiet system.

    python benchmarks/latency.py [COUNT]

Starts a whole Rukun in a temporary home, hands in COUNT reports (50, at most 58) one by one with
``rukun report``, and prints the distribution in seconds, and how long the command took.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import asyncpg

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from models.regency_folder import regency  # noqa: E402 - the root comes first
from tests.flows.rukun_up import Mailbox, Rukun, rukun_up  # noqa: E402 - same

REPORT = "Air subak di hilir tidak sampai karena saluran di hulu dibendung, petani saling ancam."
LIMIT = 30.0


async def one(rukun: Rukun, mailbox: Mailbox, *, village: str) -> tuple[str, float]:
    """Hand in a report and wait for its mail; returns its number and seconds of the command."""
    before = len(mailbox.mails)
    began = time.monotonic()
    said = await rukun.command("report", REPORT, "--village", village, "--json")
    took = time.monotonic() - began
    number = said.split('"number": "')[1][:14]
    async with asyncio.timeout(LIMIT):
        while not any(number in mail.subject for mail in mailbox.mails[before:]):
            await asyncio.sleep(0.05)
    return number, took


async def waited(connection: asyncpg.Connection, mailbox: Mailbox, number: str) -> float:
    """Seconds from a case's first fact, said just before its commit, to its assignment mail."""
    at = await connection.fetchval('SELECT at FROM fact WHERE "case" = $1 AND seq = 1', number)
    sent = await connection.fetchval(
        "SELECT message_id FROM notice WHERE \"case\" = $1 AND kind = 'case_assigned'", number
    )
    arrived = min(mail.at for mail in mailbox.mails if mail.message_id == sent)
    return float(arrived - at.timestamp())


async def main(count: int) -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as folder, Mailbox() as mailbox:
        async with rukun_up(Path(folder) / "home", mailbox) as rukun:
            # Each from another village: from one, the second would be taken for a likely twin.
            codes = [one.code for one in regency().villages[: count + 1]]
            await one(rukun, mailbox, village=codes[0])
            pairs = [await one(rukun, mailbox, village=code) for code in codes[1:]]
            await asyncio.sleep(3)
            connection = await rukun.connect()
            waits = [await waited(connection, mailbox, number) for number, _ in pairs]
            await connection.close()
    figures = {"commit to mail": waits, "rukun report": [took for _, took in pairs]}
    for name, values in figures.items():
        ordered = sorted(values)
        print(
            f"{name}: median {statistics.median(ordered):.2f} s, "
            f"90 % {ordered[int(len(ordered) * 0.9)]:.2f} s, worst {ordered[-1]:.2f} s"
        )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
