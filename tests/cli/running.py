"""Runs the command line as a user does: in a thread with its own event loop, or as a process."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.main import run

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Rukun:
    """The command line, for one test."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    async def __call__(self, *words: str) -> Ended:
        """Run a command, in English; a command has an event loop of its own."""
        self._capsys.readouterr()
        code = await asyncio.to_thread(run, ["--lang", "en", *words])
        said = self._capsys.readouterr()
        return Ended(code, said.out, said.err)


def in_a_process(*words: str, env: Mapping[str, str] | None = None) -> Ended:
    """Run ``rukun`` as a process of its own."""
    program = "import sys; from cli.main import main; sys.argv[0] = 'rukun'; main()"
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, *words],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)
