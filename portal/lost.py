"""Whether something broke because the database or the disk is away, and not because we are wrong.

It is the same for whoever asks: nothing was saved, and the same may be sent again later.
"""

import asyncpg

LOST = (OSError, asyncpg.InterfaceError, asyncpg.CannotConnectNowError)
# PostgreSQL's classes: connection, not enough of something, stopped by an operator.
CLASSES = frozenset({"08", "53", "57"})


def is_lost(error: BaseException) -> bool:
    """Tell whether the database or the disk was away; of their causes, too."""
    if isinstance(error, LOST) or getattr(error, "connection_invalidated", False):
        return True
    original = getattr(error, "orig", None)
    code = getattr(original, "sqlstate", None) or getattr(error, "sqlstate", None)
    if code is not None and str(code)[:2] in CLASSES:
        return True
    return error.__cause__ is not None and is_lost(error.__cause__)
