"""Codes of the regency's closed lists."""

from collections.abc import Iterable

from desk.acting import Act
from desk.refusals import after as says


def known_code(act: Act, code: str, *, known: Iterable[str], what: str) -> str:
    """Refuse a code that a closed list doesn't have, and name those that it has."""
    codes = list(known)
    if code not in codes:
        raise act.refuse(says.UNKNOWN_CODE, what=what, code=code[:40], known=", ".join(codes))
    return code
