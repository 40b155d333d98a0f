"""Codes of the regency's closed lists."""

from collections.abc import Iterable

from desk.acting import Act
from desk.refusals import after as says
from desk.refusals.acting import OF_THE_CASE
from desk.refusing import Misread


def known_code(act: Act, code: str, *, known: Iterable[str], what: str) -> str:
    """Refuse a code that a closed list doesn't have, and name those that it has."""
    codes = list(known)
    if code not in codes:
        why = says.UNKNOWN_CODE.filled(what=what, code=code[:40], known=", ".join(codes))
        raise Misread(OF_THE_CASE, number=act.case.number, why=why)
    return code
