"""Has a file cleaned by a process of its own, so that a bomb takes neither the loop nor us."""

import asyncio
import os
import sys
from dataclasses import dataclass

from kit.cleaning import MOST_SECONDS, REASONS, REFUSED, Unclean

AT_ONCE = 2
_turns = asyncio.Semaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Clean:
    """A harmless file, and what it is: jpeg, png, webp or pdf."""

    kind: str
    content: bytes


async def clean(content: bytes) -> Clean:
    """Clean a file, or raise ``Unclean`` with its reason."""
    async with _turns:
        code, said = await _asked(content)
    if code == 0 and b"\n" in said:
        kind, _, bare = said.partition(b"\n")
        return Clean(kind.decode(), bare)
    reason = said.decode(errors="replace")
    raise Unclean(reason if code == REFUSED and reason in REASONS else "broken")


async def _asked(content: bytes) -> tuple[int | None, bytes]:
    """Run the cleaning; it knows nothing of us but where our modules are."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from kit.cleaning import main; main()"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        async with asyncio.timeout(MOST_SECONDS * 2):
            said, _ = await child.communicate(content)
    except TimeoutError:
        return None, b""
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    return child.returncode, said
