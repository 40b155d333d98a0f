"""Keeps one child of the supervisor: it ends when the supervisor does, however that ends.

Standard input is a pipe that only the supervisor holds. When it closes, or on SIGTERM, the
child is sent its stop signal, and SIGKILL once its grace is over. Run as a script without
site-packages, so that it starts at once and stays small:

    python -S -E -s keeper.py SIGNAL GRACE USER COMMAND...

USER is ``uid:gid``, or ``-`` to stay who we are.
"""

import os
import signal
import subprocess
import sys
import threading

Child = subprocess.Popen[bytes]


def main(stop_signal: str, grace: str, user: str, *command: str) -> int:
    """Run the command until it ends or must end; return its exit code as a shell would."""
    child = _start(list(command), user=user)
    enough = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: enough.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch_supervisor, args=(enough,), daemon=True).start()
    threading.Thread(
        target=_stop_when,
        args=(enough, child),
        kwargs={"stop_signal": int(stop_signal), "grace": float(grace)},
        daemon=True,
    ).start()
    code = _waited(child)
    _end_what_it_left()
    return code if code >= 0 else 128 - code


def _start(command: list[str], *, user: str) -> Child:
    if user == "-":
        return subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - our own command
    uid, gid = (int(part) for part in user.split(":"))
    return subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=subprocess.DEVNULL, user=uid, group=gid, extra_groups=[]
    )


def _watch_supervisor(enough: threading.Event) -> None:
    while os.read(0, 64):
        pass
    enough.set()


def _stop_when(enough: threading.Event, child: Child, *, stop_signal: int, grace: float) -> None:
    enough.wait()
    child.send_signal(stop_signal)
    try:
        child.wait(timeout=grace)
    except subprocess.TimeoutExpired:
        child.kill()


def _waited(child: Child) -> int:
    # A wait without a limit would not let Python run the handler of SIGTERM.
    while True:
        try:
            return child.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            continue


def _end_what_it_left() -> None:
    if os.getpgid(0) != os.getpid():
        return  # not a group of our own
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
