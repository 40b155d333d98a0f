"""The mail server that keeps everything, as ``rukun up`` starts it."""

import asyncio
import os
import socket
import stat
import sys
import time
from pathlib import Path

import pytest
from aiosmtplib import SMTP, SMTPDataError

from engine.catchall import Keeper, kept, listen
from kit.clock import machine_now

MAIL = b"From: a@x.example\r\nTo: b@x.example\r\nSubject: Halo\r\nMessage-ID: <1@x>\r\n\r\nIsi\r\n"


async def _send(port: int, *, times: int = 1) -> str:
    answer = ""
    async with SMTP(hostname="127.0.0.1", port=port) as client:
        for _ in range(times):
            _, answer = await client.sendmail("a@x.example", ["b@x.example"], MAIL)
    return answer


async def test_keeps_each_mail_as_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    """It answers with a running count, and keeps 0600 files in a 0700 folder."""
    keeper = Keeper(tmp_path / "mail")
    async with await listen(keeper, port=0) as server:
        answer = await _send(server.sockets[0].getsockname()[1], times=3)
    mails = list(kept(keeper.folder))
    assert "number 3" in answer
    assert [(mail.message_id, mail.subject) for mail in mails] == [("<1@x>", "Halo")] * 3
    assert stat.S_IMODE(keeper.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(mail.path.stat().st_mode) for mail in mails} == {0o600}


async def test_a_full_disk_is_try_later_not_a_lost_mail(tmp_path: Path) -> None:
    """It answers 452 when the file cannot be written, and leaves nothing half written."""
    keeper = Keeper(tmp_path / "mail")
    keeper.folder = tmp_path / "gone"
    async with await listen(keeper, port=0) as server:
        with pytest.raises(SMTPDataError) as refused:
            await _send(server.sockets[0].getsockname()[1])
    assert refused.value.code == 452
    assert keeper.count == 0


def test_keeps_mails_for_thirty_days(tmp_path: Path) -> None:
    """It deletes what is older, and only that."""
    keeper = Keeper(tmp_path)
    for name, days in (("old", 31), ("new", 29)):
        file = tmp_path / f"{name}.eml"
        file.write_bytes(MAIL)
        past = time.time() - days * 86400
        os.utime(file, (past, past))
    keeper.prune(at=machine_now())
    assert [file.name for file in tmp_path.iterdir()] == ["new.eml"]


async def test_runs_until_the_pipe_of_its_parent_closes(tmp_path: Path) -> None:
    """It listens on loopback as a process of its own, and ends with whoever started it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours, theirs = os.pipe()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "engine.catchall", "--port", str(port)),
        *("--folder", str(tmp_path / "mail"), "--pipe-fd", str(ours)),
        pass_fds=(ours,),
        stdout=asyncio.subprocess.PIPE,
    )
    os.close(ours)
    for _ in range(100):
        try:
            await _send(port)
            break
        except OSError:
            await asyncio.sleep(0.1)
    os.close(theirs)
    printed, _ = await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode == 0
    assert b"kept 1 mails" in printed


async def test_names_a_port_in_use(tmp_path: Path) -> None:
    """It ends with a sentence, not a traceback, if its port is taken."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "engine.catchall", "--port", str(port)),
            *("--folder", str(tmp_path)),
            stderr=asyncio.subprocess.PIPE,
        )
        _, printed = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 1
    assert f"port {port}".encode() in printed
    assert b"Traceback" not in printed
