"""The operator's own way to wake people: a command or an address, called with three plain words.

An SMS gateway hangs here. A command gets the words as arguments and as RUKUN_* variables, and no
shell reads them; an address gets them as JSON by POST.
"""

import asyncio
import os
import shlex
from collections.abc import Mapping
from contextlib import suppress

import httpx

SECONDS = 15.0
ADDRESS = ("http://", "https://")


class HookFailed(Exception):
    """The hook did not do it. ``trouble`` is a code, never its own words."""

    def __init__(self, trouble: str) -> None:
        """Keep the code."""
        super().__init__(trouble)
        self.trouble = trouble


async def call_hook(hook: str, words: Mapping[str, str], *, seconds: float = SECONDS) -> None:
    """Call it, or raise ``HookFailed``: timeout, unreachable, not_found, exit_N or status_NNN."""
    try:
        async with asyncio.timeout(seconds):
            await (_post if hook.startswith(ADDRESS) else _run)(hook, words)
    except TimeoutError:
        raise HookFailed("timeout") from None


async def _post(address: str, words: Mapping[str, str]) -> None:
    try:
        async with httpx.AsyncClient(timeout=None) as client:  # noqa: S113 - the caller's timeout rules
            answer = await client.post(address, json=dict(words))
    except (httpx.HTTPError, httpx.InvalidURL):
        raise HookFailed("unreachable") from None
    if not answer.is_success:
        raise HookFailed(f"status_{answer.status_code}")


async def _run(command: str, words: Mapping[str, str]) -> None:
    try:
        process = await asyncio.create_subprocess_exec(
            *shlex.split(command),
            *words.values(),
            env=_environment(words),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except (OSError, ValueError):
        raise HookFailed("not_found") from None
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        with suppress(ProcessLookupError):
            process.kill()
        raise
    if code:
        raise HookFailed(f"exit_{code}")


def _environment(words: Mapping[str, str]) -> dict[str, str]:
    """Give it what a program needs to run and the three words: none of our settings or keys."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(PRIVATE)}
    return own | {f"RUKUN_{name.upper()}": value for name, value in words.items()}


PRIVATE = ("RUKUN_", "PREFECT_")
