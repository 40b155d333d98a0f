"""An import names what is broken, keeps the rest whole, and adds nothing the second time."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desk.acting import Refused
from desk.imports import Imported, import_file
from desk.reviews import review
from kit import clock
from models.cases import Case
from models.causes import Cause
from models.regency_folder import regency
from models.reports import Report, Reporter
from models.session import reading
from models.texts import ErasableText
from tasks.alarms import wake_unwoken
from tests.builders import run_flows
from tests.people import case_of, coordinator, facts_of, nth

HEADER = "id_sumber,tanggal,kode_desa,kanal,uraian,isu\n"
DAY = "2026-10-01"
ONE = "A1,2026-10-01,51.05.02.2004,warga,Patok batas sawah dipindahkan.,batas\n"
TWO = "A2,2026-10-02,51.05.03.2003,camat,Warga berebut air irigasi.,air\n"


async def _import(path: Path, *, source: str = "uji") -> Imported:
    return await import_file(path, source=source, by="coordinator:X", rules=regency())


def _csv(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "laporan.csv"
    path.write_text(header + "".join(rows), encoding="utf-8")
    return path


async def _count(table: type[Case | Report | Reporter | Cause | ErasableText]) -> int:
    async with reading() as db:
        return int(await db.scalar(select(func.count()).select_from(table)) or 0)


async def _texts() -> list[str]:
    async with reading() as db:
        rows = await db.scalars(select(ErasableText.text).order_by(ErasableText.case))
        return [one or "" for one in rows]


async def test_keeps_each_row_as_a_report_with_its_source(database: str, tmp_path: Path) -> None:
    """A row is a case with one fact and its cause, as if somebody had handed it in."""
    result = await _import(_csv(tmp_path, ONE, TWO))
    assert result.kept == {2: nth(1), 3: nth(2)}
    assert (result.problems, result.seen, result.other_text) == ([], {}, [])
    assert await facts_of(nth(2)) == ["case.reported"]
    assert await _count(Cause) == 2
    async with reading() as db:
        row = await db.scalar(select(Report).where(Report.source_id == "A2"))
    assert row is not None
    assert (row.source, row.channel, str(row.happened_on)) == ("uji", "camat", "2026-10-02")


@pytest.mark.parametrize("between", [";", "\t"])
async def test_reads_what_a_spreadsheet_writes(database: str, tmp_path: Path, between: str) -> None:
    """A byte-order mark, semicolons or tabs, and a village's name in place of its code."""
    path = tmp_path / "laporan.csv"
    rows = ("tanggal", "kode_desa", "uraian"), ("2026-10-01", "Tusan", "Patok batas, dipindahkan.")
    path.write_text("\n".join(between.join(row) for row in rows), encoding="utf-8-sig")
    result = await _import(path)
    assert result.problems == []
    async with reading() as db:
        assert list(await db.scalars(select(Case.village))) == ["51.05.02.2004"]
    assert await _texts() == ["Patok batas, dipindahkan."]


async def test_adds_nothing_the_second_time(database: str, tmp_path: Path) -> None:
    """The same file again: every row was seen before, and is named with its case."""
    path = _csv(tmp_path, ONE, TWO)
    first = await _import(path)
    again = await _import(path)
    assert (again.kept, again.seen) == ({}, first.kept)
    assert await _count(Case) == await _count(Report) == 2


async def test_knows_a_row_again_within_one_file(database: str, tmp_path: Path) -> None:
    """A row that a file holds twice is one report, even in one batch."""
    result = await _import(_csv(tmp_path, ONE, TWO, ONE))
    assert sorted(result.kept) == [2, 3]
    assert result.seen == {4: nth(1)}


async def test_keeps_an_id_with_another_text_and_names_both_rows(
    database: str, tmp_path: Path
) -> None:
    """Who gave an id twice may have meant two things: neither is thrown away."""
    other = ONE.replace("Patok", "Pagar")
    result = await _import(_csv(tmp_path, ONE, TWO, other))
    assert result.other_text == [("A1", 4, "row 2")]
    assert sorted(result.kept) == [2, 3, 4]
    again = await _import(_csv(tmp_path, ONE, TWO, other))
    assert (again.kept, again.other_text) == ({}, [])
    assert sorted(again.seen) == [2, 3, 4]


async def test_names_the_case_when_the_other_text_came_earlier(
    database: str, tmp_path: Path
) -> None:
    """A later file with a known id and another text is told which case has it."""
    await _import(_csv(tmp_path, ONE))
    result = await _import(_csv(tmp_path, ONE.replace("Patok", "Pagar")))
    assert result.other_text == [("A1", 2, nth(1))]


async def test_takes_one_id_of_two_sources_as_two_reports(database: str, tmp_path: Path) -> None:
    """An id means something only within its source."""
    await _import(_csv(tmp_path, ONE), source="satu")
    result = await _import(_csv(tmp_path, ONE), source="dua")
    assert result.kept
    assert not result.other_text


async def test_names_broken_rows_with_row_field_and_reason(database: str, tmp_path: Path) -> None:
    """Every broken row is named, the others go on, and none of the broken is half kept."""
    rows = (
        "B1,2026-13-01,51.05.02.2004,warga,Patok dipindahkan.,x\n",
        ONE,
        "B2,2026-10-01,99.99.99.9999,warga,Patok dipindahkan.,x\n",
        "B3,2026-10-01,51.05.02.2004,warga,   ,x\n",
        "B4,2199-10-01,51.05.02.2004,warga,Patok dipindahkan.,x\n",
        "B5,2026-10-01,51.05.02.2004,telepati,Patok dipindahkan.,x\n",
        "B6,2026-10-01,51.05.02.2004,warga,Pa\x07tok.,x\n",
        f"B7,2026-10-01,51.05.02.2004,warga,{'x' * 2_000_000},x\n",
        "B8,2026-10-01\n",
        "\n",
        ",,,,,\n",
        'B9,2026-10-01,51.05.02.2004,warga,"Patok" dipindah.,x\n',
        f"{'i' * 201},2026-10-01,51.05.02.2004,warga,Patok.,x\n",
        "B\x00,2026-10-01,51.05.02.2004,warga,Patok.,x\n",
        TWO,
    )
    result = await _import(_csv(tmp_path, *rows))
    assert result.kept == {3: nth(1), 16: nth(2)}
    assert [(row, field["en"]) for row, field, _ in result.problems] == [
        (2, "date"),
        (4, "village"),
        (5, "text"),
        (6, "date"),
        (7, "channel"),
        (8, "text"),
        (9, "text"),
        (10, "text"),
        (13, "row"),
        (14, "source_id"),
        (15, "source_id"),
    ]
    assert "is in the future" in result.problems[3][2]["en"]
    assert await _count(Report) == await _count(ErasableText) == 2


async def test_reads_what_a_spreadsheet_saves(database: str, tmp_path: Path) -> None:
    """A byte order mark, CRLF, quoted commas, quotes and line breaks, blanks in the header."""
    path = tmp_path / "laporan.csv"
    head = "ID_Sumber, Tanggal ,kode_desa,uraian\r\n"
    body = 'A1,2026-10-01,51.05.02.2004,"Kata dia: ""pergi"", lalu\r\nmereka pulang."\r\n'
    path.write_bytes(b"\xef\xbb\xbf" + (head + body).encode())
    result = await _import(path)
    assert result.problems == []
    assert await _texts() == ['Kata dia: "pergi", lalu\r\nmereka pulang.']


async def test_reads_json_lines_and_names_a_line_that_is_none(
    database: str, tmp_path: Path
) -> None:
    """Blank lines are passed over, broken ones named by their line, with a mark or without."""
    good = {"id": 7, "tanggal": "2026-10-01", "kode_desa": "51.05.02.2004", "teks": "Patok."}
    lines = ["\ufeff" + json.dumps(good), "", "{broken", '["a list"]', "null"]
    path = tmp_path / "laporan.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    result = await _import(path)
    assert list(result.kept) == [1]
    assert [row for row, _, _ in result.problems] == [3, 4, 5]
    again = await _import(path)
    assert list(again.seen) == [1]


async def test_takes_null_in_json_for_nothing(database: str, tmp_path: Path) -> None:
    """A null id is no id and a null date is today, not the word None."""
    row = {"id": None, "tanggal": None, "kode_desa": "51.05.02.2004", "teks": "Patok."}
    path = tmp_path / "laporan.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    result = await _import(path)
    assert list(result.kept) == [1], result.problems
    async with reading() as db:
        assert (await db.scalars(select(Report.source_id))).one() != "None"


async def test_knows_a_row_without_an_id_by_what_it_says(database: str, tmp_path: Path) -> None:
    """Village, date and text name it within its source; another day's is another report."""
    nameless, later = ONE.replace("A1", ""), ONE.replace("A1", "").replace("10-01", "10-05")
    first = await _import(_csv(tmp_path, nameless))
    again = await _import(_csv(tmp_path, later, nameless))
    assert (list(again.kept), again.seen) == ([2], {3: first.kept[2]})
    assert await _count(Case) == 2


async def test_wakes_nobody_for_an_old_row_without_an_id(database: str, tmp_path: Path) -> None:
    """A red report of long ago is history, with an id or without; it has no tracking code."""
    old = ",2026-01-02,51.05.02.2004,warga,Rumah dibakar massa yang membawa parang.,x\n"
    kept = (await _import(_csv(tmp_path, old))).kept
    assert await facts_of(kept[2]) == ["case.reported"]
    assert await _count(Reporter) == 0


async def test_wakes_nobody_for_a_row_without_a_day(database: str, tmp_path: Path) -> None:
    """Who knows when it was? It is named, shown red, and a coordinator says whether it goes on."""
    dated, calm = "P1,2026-10-01,51.05.02.2004,Patok.\n", "P2,,51.05.02.2004,Patok digeser.\n"
    red = "P3,,51.05.02.2004,Rumah dibakar massa yang membawa parang.\n"
    path = _csv(tmp_path, dated, calm, red, header="id,tanggal,kode_desa,uraian\n")
    result = await _import(path)
    assert (result.undated, result.red) == ([3, 4], {4: result.kept[4]})
    assert await wake_unwoken() == []
    assert await facts_of(result.kept[4]) == ["case.reported"]
    await run_flows()
    case = await case_of(result.kept[4])
    assert (case.status, case.colour) == ("needs_review", "red")
    await review(case.number, by=coordinator(), decision="triage", category="ADT")
    await run_flows()
    assert "alert.raised" not in await facts_of(case.number)


async def test_knows_a_row_without_id_and_day_again_on_another_day(
    database: str, tmp_path: Path
) -> None:
    """That it counts as of the day of its import does not make it another report."""
    path = _csv(tmp_path, ",,51.05.02.2004,warga,Patok digeser.,x\n")
    first = await _import(path)
    clock.shift_by(timedelta(days=3))
    again = await _import(path)
    assert (again.kept, again.seen) == ({}, {2: first.kept[2]})


async def test_names_the_columns_that_are_not_used(database: str, tmp_path: Path) -> None:
    """Nothing of a file is dropped unsaid: neither an unknown column nor a second id."""
    header = HEADER.replace("isu", " Pelapor ,id,,isu")
    row = ONE.replace(",batas", ",Wayan,9,,batas")
    assert (await _import(_csv(tmp_path, row, header=header))).unused == ["Pelapor", "id", "isu"]
    path = tmp_path / "laporan.jsonl"
    one = {"tanggal": DAY, "kode_desa": "51.05.02.2004", "teks": "Patok."}
    path.write_text(json.dumps(one | {"hp": "0"}) + "\n" + json.dumps(one | {"isu": "x"}))
    assert (await _import(path)).unused == ["hp", "isu"]


@pytest.mark.parametrize(
    ("first", "behind"),
    [
        ('Q1,51.05.02.2004,2026-10-01,"Patok\n', ('Q2,Antah,2026-10-02,Air"\n',)),
        ('Q1,51.05.02.2004,2026-10-01,"Patok\n', ("Q2,Antah,,Air\n", 'Q3,Antah,,Jalan"\n')),
    ],
)
async def test_names_lines_that_an_open_quote_swallows_wherever_they_happened(
    database: str, tmp_path: Path, *, first: str, behind: tuple[str, ...]
) -> None:
    """A row of an unknown village is a row too: it is named, not kept inside another's text."""
    header = "id,kode_desa,tanggal,uraian\n"
    result = await _import(_csv(tmp_path, first, *behind, header=header))
    assert (result.kept, len(result.problems)) == ({}, 1)
    assert "a quote is never closed" in result.problems[0][2]["en"]


async def test_keeps_a_text_of_many_lines(database: str, tmp_path: Path) -> None:
    """Commas within a letter make no rows of its lines."""
    text = '"Yang terhormat,\nsawah, ladang, kebun, dan pura\nrusak, semua.\nSalam, Wayan"'
    row = f"R1,51.05.02.2004,2026-10-01,{text}\n"
    result = await _import(_csv(tmp_path, row, header="id,kode_desa,tanggal,uraian\n"))
    assert (list(result.kept), result.problems) == ([2], [])


async def test_refuses_a_row_with_more_cells_than_the_header(database: str, tmp_path: Path) -> None:
    """A comma outside quotes cuts a text short: the row is named, never kept by its beginning."""
    cut = "Z1,51.05.02.2004,Warga berkumpul di balai, membawa parang\n"
    spare = "Z2,51.05.02.2004,Patok batas sawah dipindahkan.,,\n"
    result = await _import(_csv(tmp_path, cut, spare, header="id,kode_desa,uraian\n"))
    assert list(result.kept) == [3]
    assert [(row, "in quotes" in why["en"]) for row, _, why in result.problems] == [(2, True)]


@pytest.mark.parametrize(
    "last",
    [
        "K3,51.05.02.2004,Air irigasi\n",  # the quote is never closed
        'K3,51.05.02.2004,"Air irigasi"\n',  # closed by the quote that opens another text
        'K3,51.05.02.2004,Air irigasi"\n',  # closed as if it were one text
    ],
)
async def test_names_all_lines_that_an_open_quote_swallows(
    database: str, tmp_path: Path, last: str
) -> None:
    """What stands behind a forgotten quote is named by its lines, and what follows is kept."""
    rows = 'K1,51.05.02.2004,"Cekcok parkir\n', "K2,51.05.02.2004,Patok\n", last
    after = "K4,51.05.02.2004,Patok batas dipindahkan.\n" if '"' in last else ""
    result = await _import(_csv(tmp_path, *rows, after, header="id,kode_desa,uraian\n"))
    ((row, _, why),) = result.problems
    assert row == 2
    assert "lines 2 to 4" in why["en"]
    assert list(result.kept) == ([5] if after else [])


async def test_counts_lines_as_an_editor_does(database: str, tmp_path: Path) -> None:
    """A text of two lines moves the rows behind it by one."""
    rows = 'L1,51.05.02.2004,"Patok batas\ndipindahkan."\n', "L2,99.99,Patok.\n"
    result = await _import(_csv(tmp_path, *rows, header="id,kode_desa,uraian\n"))
    assert list(result.kept) == [2]
    assert [row for row, _, _ in result.problems] == [4]


async def test_reads_a_file_with_a_name_in_capitals(database: str, tmp_path: Path) -> None:
    """Old programs write LAPORAN.CSV."""
    path = _csv(tmp_path, ONE).rename(tmp_path / "LAPORAN.CSV")
    assert list((await _import(path)).kept) == [2]


async def test_takes_no_list_or_number_for_a_text(database: str, tmp_path: Path) -> None:
    """A text in JSON is a text; Python's way to write a list is nobody's report."""
    row = {"id": 1, "kode_desa": "51.05.02.2004", "teks": "Patok."}
    odd = [row | {"teks": ["Patok."]}, row | {"teks": 7}, row | {"id": True}, row]
    path = tmp_path / "laporan.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in odd), encoding="utf-8")
    result = await _import(path)
    assert list(result.kept) == [4]
    assert [row for row, _, _ in result.problems] == [1, 2, 3]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (("laporan.xlsx", b"PK"), "only .csv, .jsonl and .ndjson files"),
        (("laporan.csv", b"tanggal,kode_desa\n"), "row 1: no column for text; name one of uraian"),
        (("laporan.csv", b"uraian\n"), "row 1: no column for village; name one of kode_desa"),
        (("laporan.csv", b""), "row 1: no column for"),
        (("laporan.csv", b"kode_desa,uraian,uraian\n"), "several columns hold the text"),
        (("laporan.csv", b"kode_desa,uraian,teks\n"), "several columns hold the text"),
        (("laporan.csv", "uraian,kode_desa\nPatok.,51".encode("utf-16")), "save it as UTF-8"),
    ],
)
async def test_refuses_a_file_that_is_none_of_ours(
    database: str, tmp_path: Path, *, file: tuple[str, bytes], why: str
) -> None:
    """The whole file is refused with a sentence that says what to mend."""
    path = tmp_path / file[0]
    path.write_bytes(file[1])
    with pytest.raises(Refused, match=why):
        await _import(path)
    assert await _count(Case) == 0


async def test_refuses_a_file_that_is_not_there(database: str, tmp_path: Path) -> None:
    """The reason is the system's own words, without a traceback."""
    with pytest.raises(Refused, match=r"gone.csv: cannot be read \(No such file"):
        await _import(tmp_path / "gone.csv")


async def test_tells_how_far_it_is(database: str, tmp_path: Path) -> None:
    """A long import shows progress: each row is told once it was read."""
    told: list[int] = []
    path = _csv(tmp_path, ONE, TWO, ONE)
    await import_file(path, source="uji", by="coordinator:X", rules=regency(), progress=told.append)
    assert told == [2, 3, 4]


async def test_names_each_row_that_is_not_utf_8(database: str, tmp_path: Path) -> None:
    """A row saved in another encoding is named; its neighbours are kept."""
    path = _csv(tmp_path, ONE)
    odd = "A3,2026-10-03,51.05.02.2004,warga,Rés.,x\n".encode("latin-1")
    path.write_bytes(path.read_bytes() + odd + TWO.encode())
    result = await _import(path)
    assert sorted(result.kept) == [2, 4]
    assert [(row, field["en"]) for row, field, _ in result.problems] == [(3, "text")]
    assert "save the file as UTF-8" in result.problems[0][2]["en"]


async def test_refuses_half_a_sign_in_json(database: str, tmp_path: Path) -> None:
    """A lone surrogate is no text; the next line is kept."""
    row = '{"kode_desa": "51.05.02.2004", "id": "%s", "teks": "%s"}\n'
    path = tmp_path / "laporan.jsonl"
    path.write_text(row % ("1", "\\ud800") + row % ("\\ud800", "Patok.") + row % ("2", "Patok."))
    result = await _import(path)
    assert list(result.kept) == [3]
    assert [(row, field["en"]) for row, field, _ in result.problems] == [
        (1, "text"),
        (2, "source_id"),
    ]
