"""Files that a browser saves: lists as CSV or JSON, exports as they are written."""

import csv
import json
from collections.abc import Sequence
from io import StringIO

from fastapi import Response

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def saved(content: str | bytes, name: str, media: str) -> Response:
    """Answer with a file to be saved under a name of ours."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media, headers=headers)


def table_file(
    name: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, kind: str, whole: bool
) -> Response:
    """A list as a file; one that holds not all of its rows says so in its name."""
    called = f"{name}{'' if whole else '-sebagian'}.{kind}"
    if kind == "json":
        told = {"complete": whole, "rows": [dict(zip(columns, row, strict=True)) for row in rows]}
        return saved(json.dumps(told, ensure_ascii=False, indent=1), called, "application/json")
    into = StringIO()
    writer = csv.writer(into)
    writer.writerow(columns)
    writer.writerows([_harmless(one) for one in row] for row in rows)
    return saved("\ufeff" + into.getvalue(), called, "text/csv; charset=utf-8")


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet never takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
