"""Exit codes that mean something, and what each error is to a person.

Errors are known by name, so that a quick command need not load the modules that define them.
"""

import errno
from collections.abc import Iterator

from cli.words import both, said
from kit.sentences import Explained

OK, REFUSED, BAD_INPUT, AWAY, FOUND, MACHINE, UNEXPECTED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 70, 130

MEANINGS: dict[int, tuple[str, str]] = {
    OK: ("selesai", "done"),
    REFUSED: (
        "ditolak: aturan atau keadaan kasus tidak membolehkan",
        "refused: the rules, or where the case stands, do not allow it",
    ),
    BAD_INPUT: (
        "salah tulis: perintah, masukan, pengaturan, atau berkas kabupaten",
        "wrong usage, bad input, or settings or a regency's files that make no sense",
    ),
    AWAY: (
        "tidak berjalan atau tidak terjangkau: basis data, Prefect, server surel",
        "not running or not reachable: the database, Prefect, the mail server",
    ),
    FOUND: (
        "pemeriksaan menemukan sesuatu, atau ada baris impor yang ditolak",
        "a check found something, or rows of an import were not taken",
    ),
    MACHINE: (
        "mesin menolak: izin, cakram penuh, porta terpakai, sudah berjalan",
        "the machine refuses: permission, full disk, port in use, already running",
    ),
    UNEXPECTED: (
        "kesalahan tak terduga; nomor insidennya ada di logs/incidents.log",
        "an unexpected error; its incident id is in logs/incidents.log",
    ),
    INTERRUPTED: ("dihentikan", "interrupted"),
}

KNOWN = {
    "desk.refusing.Misread": BAD_INPUT,
    "desk.refusing.Refused": REFUSED,
    "models.status.TransitionRefused": REFUSED,
    "kit.settings.SettingsBroken": BAD_INPUT,
    "models.regency_folder.RegencyBroken": BAD_INPUT,
    "models.regency.UnknownCode": BAD_INPUT,
    "models.letters.catalogue.NoSuchNotice": BAD_INPUT,
    "kit.exports.ExportUnreadable": BAD_INPUT,
    "kit.receipts.ReceiptUnreadable": BAD_INPUT,
    "kit.checkpoints.KeyUnreadable": BAD_INPUT,
    "cli.asking.BadInput": BAD_INPUT,
    "engine.running.NotRunning": AWAY,
    "engine.running.AlreadyRunning": MACHINE,
    "engine.trouble.UpFailed": MACHINE,
    "engine.cluster.ClusterBroken": MACHINE,
}
NETWORK = ("httpx.ConnectError", "httpx.ConnectTimeout", "httpx.ReadTimeout")
AWAY_STATES = ("08", "28", "3D", "57", "53300")  # SQLSTATEs: lost, refused, no such database
UNREACHABLE_ERRNOS = {errno.ECONNREFUSED, errno.ENOENT, errno.ECONNRESET, errno.EHOSTUNREACH}


def explained(error: BaseException) -> tuple[int, str] | None:
    """Say an exit code and a sentence for an error that a person can act on, or None."""
    names = {f"{kind.__module__}.{kind.__name__}" for kind in type(error).__mro__}
    known = next((code for name, code in KNOWN.items() if name in names), None)
    if known is not None:
        return known, said(error.said) if isinstance(error, Explained) else str(error)
    if names.intersection(NETWORK):
        return AWAY, _away("Prefect")
    if isinstance(error, OSError):
        return _of_the_machine(error)
    state = _sqlstate(error)
    return _of_the_database(state) if state else None


def _of_the_machine(error: OSError) -> tuple[int, str] | None:
    where = error.filename or ""
    if isinstance(error, TimeoutError) or (error.errno in UNREACHABLE_ERRNOS and not where):
        return AWAY, _away(both("basis data", "the database"))
    if error.errno == errno.ENOSPC:
        return MACHINE, both("cakram penuh: kosongkan dahulu", "the disk is full: free some space")
    if error.errno == errno.EADDRINUSE:
        return MACHINE, both(
            "porta sedang terpakai: hentikan pemakainya atau atur RUKUN_PREFECT_PORT",
            "a port is in use: stop what holds it, or set RUKUN_PREFECT_PORT",
        )
    if isinstance(error, PermissionError):
        return MACHINE, both(
            f"tidak ada izin untuk {where}: beri izin kepada pengguna ini, atau atur RUKUN_HOME",
            f"no permission for {where}: give it to this user, or set RUKUN_HOME",
        )
    if isinstance(error, FileNotFoundError | IsADirectoryError | NotADirectoryError):
        return BAD_INPUT, f"{where}: {error.strerror}"
    return (MACHINE, f"{where}: {error.strerror}") if error.strerror else None


def _of_the_database(state: str) -> tuple[int, str] | None:
    if state.startswith(AWAY_STATES):
        return AWAY, _away(both("basis data", "the database"))
    if state == "42P01":
        return AWAY, both(
            "basis data belum berisi tabel: jalankan `rukun up` sekali",
            "the database has no tables yet: run `rukun up` once",
        )
    if state == "53100":
        return MACHINE, both("cakram basis data penuh", "the database's disk is full")
    if state in {"40001", "40P01", "55P03"}:
        return REFUSED, both(
            "orang lain bertindak pada saat yang sama: lihat lagi, lalu ulangi",
            "somebody else acted at the same moment: look again, then repeat",
        )
    return None


def _away(what: str) -> str:
    return both(
        f"{what} tidak terjangkau: apakah `rukun up` berjalan?",
        f"{what} is not reachable: is `rukun up` running?",
    )


def _sqlstate(error: BaseException) -> str | None:
    states = (getattr(one, "sqlstate", None) for one in _behind(error))
    return next((str(state) for state in states if state), None)


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        original = getattr(error, "orig", None)
        if original is not None:
            yield original
        error = error.__cause__ or getattr(original, "__cause__", None)
