"""From a report's commit to its assignment mail at the SMTP server, on a quiet system.

    python benchmarks/latency.py [COUNT]

Starts a whole Rukun in a temporary home, hands in COUNT reports (50) one by one with
``rukun report``, and prints the distribution in seconds, and how long the command took.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.flows.rukun_up import Mailbox, Rukun, rukun_up  # noqa: E402 - the root comes first

REPORT = "Air subak di hilir tidak sampai karena saluran di hulu dibendung, petani saling ancam. {}"
VILLAGE = "51.05.02.2012"
LIMIT = 30.0


async def one(rukun: Rukun, mailbox: Mailbox, *, number: int) -> tuple[float, float]:
    """Hand in a report; returns seconds to its assignment mail and seconds of the command."""
    before = len(mailbox.mails)
    began = time.monotonic()
    said = await rukun.command(
        "report", "--village", VILLAGE, "--text", REPORT.format(number), "--json"
    )
    took = time.monotonic() - began
    committed = began + took
    case = said.split('"number": "')[1][:14]
    async with asyncio.timeout(LIMIT):
        while True:
            for mail in mailbox.mails[before:]:
                if case in mail.subject:
                    return mail.at - committed, took
            await asyncio.sleep(0.01)


async def main(count: int) -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as folder, Mailbox() as mailbox:
        async with rukun_up(Path(folder) / "home", mailbox) as rukun:
            await one(rukun, mailbox, number=0)
            pairs = [await one(rukun, mailbox, number=number) for number in range(1, count + 1)]
    for name, values in zip(
        ("mail after commit", "rukun report"), zip(*pairs, strict=True), strict=True
    ):
        ordered = sorted(values)
        print(
            f"{name}: median {statistics.median(ordered):.2f} s, "
            f"90 % {ordered[int(len(ordered) * 0.9)]:.2f} s, worst {ordered[-1]:.2f} s"
        )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
