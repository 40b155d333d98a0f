"""People act from the command line: on a real database, through the real desk."""

import json
import re
from pathlib import Path

import pytest

from cli import exits
from desk.acting import person
from desk.audit import exported_period
from kit.clock import now, today
from kit.keys import secret
from kit.tokens import sign_answer
from models.assignments import current_assignment
from models.regency_folder import regency
from models.session import reading
from tasks.assignment import assign_agencies
from tasks.triage import triage_reports
from tests.builders import a_case, run_flows
from tests.cli.running import Rukun, in_a_process
from tests.people import nth

COORDINATOR = "coordinator:KESBANG-PIKET"
WHO = ("--office", "Camat Banjarangkan", "--officer", "Ni Made Sample")

pytestmark = pytest.mark.usefixtures("database")


async def test_hands_in_a_report_and_shows_its_code_once(rukun: Rukun) -> None:
    """A report gives a number, a tracking code, and whom to call in danger."""
    ended = await rukun("report", "Patok batas sawah dipindahkan.", "--village", "tusan")
    assert ended.code == 0
    assert "KLK-" in ended.out
    assert "110" in ended.out
    assert "129" in ended.out
    code = ended.out.partition("Tracking code:")[2].splitlines()[0]
    shown = await rukun("show", ended.out.split()[2], "--as", COORDINATOR)
    assert len(code.replace(" ", "")) == 16
    assert code.strip() not in shown.out


async def test_says_who_reads_a_report_whomever_it_must_not_be_told(rukun: Rukun) -> None:
    """The secretariat always reads; a threatened reporter is given more numbers than the police."""
    words = ("report", "Patok batas sawah dipindahkan.", "--village", "tusan")
    assert "secretariat" not in (await rukun(*words)).out
    ended = await rukun(*words, "--not-to-tell", "KESBANG", "--not-to-tell", "polisi")
    assert "The secretariat (Kesbangpol) reads this report all the same" in ended.out
    assert ended.out.index("reads this report") < ended.out.index("148")
    code = ended.out.partition("Tracking code:")[2].splitlines()[0].strip()
    number = ended.out.split()[2]
    threat = ("threatened", number, "Mereka datang ke rumah.", "--code", code)
    told = (await rukun(*threat)).out
    assert "LPSK" in told
    assert "129" in told


def test_hands_in_a_report_as_a_process() -> None:
    """The real command works from the shell, and prints JSON for a program."""
    ended = in_a_process("report", "Pagar dipindahkan.", "--village", "51.05.02.2004", "--json")
    assert ended.code == 0, ended.err
    assert set(json.loads(ended.out)) == {"number", "tracking_code", "hotlines"}
    assert ended.err == ""


@pytest.mark.parametrize(
    "words",
    [
        ("  ", "--village", "Tusan"),
        ("x", "--village", "Nowhere"),
        ("x", "--village", "Tusan", "--date", "2999-01-01"),
        ("x\x07y", "--village", "Tusan"),
        ("x" * 2_000_000, "--village", "Tusan"),
    ],
)
async def test_refuses_a_report_that_cannot_be_kept(rukun: Rukun, words: tuple[str, ...]) -> None:
    """Each is refused with one sentence, and nothing is kept."""
    ended = await rukun("report", *words)
    assert ended.code == exits.BAD_INPUT
    assert len(ended.err.splitlines()) == 1
    assert "no such cases" in (await rukun("cases")).out


async def test_tells_the_second_of_two_people(rukun: Rukun) -> None:
    """Acting on an old version is refused, and the sentence says what happened since."""
    number = await a_case()
    await triage_reports.fn([number])
    ended = await rukun(
        "review", number, "--decision", "triage", "--as", COORDINATOR, "--seen", "1"
    )
    assert ended.code == exits.REFUSED
    assert "you looked at version 1" in ended.err


async def test_decides_nothing_that_nobody_said(rukun: Rukun) -> None:
    """A review without a decision or a correction is asked for one."""
    number = await a_case("Mohon bantuan.")
    await triage_reports.fn([number])
    ended = await rukun("review", number, "--as", COORDINATOR)
    assert (ended.code, "choose --decision: triage, join" in ended.err) == (exits.BAD_INPUT, True)
    corrected = await rukun("review", number, "--as", COORDINATOR, "--category", "BTS")
    assert "does not lower the colour" in corrected.out
    assert "reviewed (taken up)" in corrected.out
    assert (corrected.code, corrected.err) == (0, "")


async def test_says_that_there_are_more_cases(rukun: Rukun) -> None:
    """A cut list says so; a whole one does not."""
    for _ in range(2):
        await a_case()
    assert "There are more" in (await rukun("cases", "--limit", "1")).out
    assert "There are more" not in (await rukun("cases", "--limit", "2")).out


async def test_answers_with_the_mails_token_once(rukun: Rukun) -> None:
    """The token of the mail answers; a second answer, and a forged token, are refused."""
    number = await a_case()
    await triage_reports.fn([number])
    await assign_agencies.fn([number])
    token = await _token(number)
    assert (await rukun("answer", token, "--accept")).code == exits.BAD_INPUT
    accepted = await rukun("answer", token, "--accept", *WHO)
    assert accepted.code == 0, accepted.err
    again = await rukun("answer", token, "--decline", "no_capacity", *WHO)
    assert again.code == exits.REFUSED
    assert "accepted already" in again.err
    forged = await rukun("answer", token[:-2], "--accept", *WHO)
    assert forged.code == exits.REFUSED
    assert "not one of ours" in forged.err


async def test_records_a_contact_from_options_and_from_a_file(rukun: Rukun, tmp_path: Path) -> None:
    """Sides may be typed or come as JSON; bad JSON is named with its line."""
    number = await a_case()
    await triage_reports.fn([number])
    await assign_agencies.fn([number])
    by = ("--as", "agency:CAMAT-51.05.02")
    await rukun("answer", number, "--accept", *WHO, *by)
    typed = await rukun("contact", number, *by, "--party", "Desa Tusan|village|Tusan|yes")
    assert typed.code == 0, typed.err
    side = {"label": "Desa Bakas", "kind": "village", "village": "Bakas", "willing": True}
    met = tmp_path / "met.json"
    met.write_text(json.dumps({"sides": [side], "root_cause": "boundary"}))
    assert (await rukun("contact", number, *by, "--from", str(met))).code == 0
    met.write_text('{"sides": [')
    broken = await rukun("contact", number, *by, "--from", str(met))
    assert (broken.code, "line 1" in broken.err) == (exits.BAD_INPUT, True)
    odd = await rukun("contact", number, *by, "--party", "Desa Tusan")
    assert odd.code == exits.BAD_INPUT


async def test_names_each_broken_row_of_an_import(rukun: Rukun, tmp_path: Path) -> None:
    """Broken rows are named, the others are kept, and importing again adds none."""
    file = tmp_path / "rows.csv"
    file.write_text(
        "id,tanggal,kode_desa,uraian\n"
        "a,2026-10-01,51.05.02.2004,Patok batas dipindahkan.\n"
        "b,2026-10-01,99.99.99.9999,Warga berebut air.\n"
        "a,2026-10-02,51.05.02.2004,Pagar dirusak.\n"
    )
    first = await rukun("import", str(file), "--json")
    assert first.code == exits.FOUND
    result = json.loads(first.out)
    assert (result["new"], result["seen_before"]) == (2, 0)
    assert [row[:2] for row in result["problems"]] == [[3, "village"]]
    assert [row[:2] for row in result["other_text"]] == [["a", 4]]
    assert (result["red"], result["unused_columns"]) == ([], [])
    again = json.loads((await rukun("import", str(file), "--json")).out)
    assert (again["new"], again["seen_before"]) == (0, 2)


async def test_says_which_imported_rows_are_red_and_which_columns_were_not_used(
    rukun: Rukun, tmp_path: Path
) -> None:
    """Row, case and colour, never a word of the report."""
    file = tmp_path / "rows.csv"
    red = "51.05.02.2004,Rumah dibakar massa yang membawa parang.,0812\n"
    file.write_text(f"id,tanggal,kode_desa,uraian,telepon\na,2026-10-01,{red}b,,{red}")
    shown = await rukun("import", str(file))
    assert "Columns that were not used: telepon." in shown.out
    assert "1 rows without a date count as of today; red ones wake nobody" in shown.out
    assert re.search(rf"2 +{nth(1)} +red *\n *3 +{nth(2)} +red", shown.out)
    assert "parang" not in shown.out
    result = json.loads((await rukun("import", str(file), "--source", "x", "--json")).out)
    assert result["red"] == [[2, nth(3), "red"], [3, nth(4), "red"]]
    assert (result["undated"], result["unused_columns"]) == ([3], ["telepon"])


async def test_verifies_the_record_and_an_exported_file(rukun: Rukun, tmp_path: Path) -> None:
    """A sound record ends with 0, one changed byte of an export with 4."""
    number = await a_case()
    auditor = ("--as", "auditor:INSPEKTORAT-IRBAN")
    receipt, file = tmp_path / "receipt.json", tmp_path / "case.json"
    sealed = await rukun("audit", "checkpoint", *auditor, "--to", str(receipt), "--json")
    key = json.loads(sealed.out)["key"]
    assert (await rukun("audit", "verify")).code == 0
    against = ("--receipt", str(receipt))
    exported = await rukun("audit", "export", number, *auditor, "--to", str(file), *against)
    assert exported.code == 0, exported.err
    assert (await rukun("audit", "verify", str(file), "--key", key, *against)).code == 0
    assert (await rukun("audit", "verify", str(file))).code == exits.BAD_INPUT
    file.write_text(file.read_text().replace("case.reported", "case.reporteD"))
    assert (await rukun("audit", "verify", str(file), "--key", key)).code == exits.FOUND


async def test_verifies_the_file_of_a_period(rukun: Rukun, tmp_path: Path) -> None:
    """What an auditor saved in a browser ends with 0 too, and with 4 once a byte is changed."""
    await a_case()
    by = person("auditor:INSPEKTORAT-IRBAN", rules=regency())
    taken = await exported_period(today(), today(), by=by, rules=regency())
    file = tmp_path / "period.json"
    file.write_text(taken.written())
    sound = await rukun("audit", "verify", str(file), "--key", taken.key, "--json")
    assert (sound.code, json.loads(sound.out)["facts"]) == (0, 1)
    file.write_text(file.read_text().replace(taken.since, "2026-01-01"))
    assert (await rukun("audit", "verify", str(file), "--key", taken.key)).code == exits.FOUND


async def _token(number: str) -> str:
    async with reading() as db:
        given = await current_assignment(db, number)
    assert given is not None
    assert given.expires_at > now()
    return sign_answer(str(given.id), expires_at=given.expires_at, key=secret("answers"))


@pytest.mark.usefixtures("database")
async def test_tells_who_accepts_a_sealed_task_to_protect_first(rukun: Rukun) -> None:
    """Nobody is sent to meet the sides of violence at home."""
    number = await a_case("Suaminya sering memukul istrinya di rumah.")
    await run_flows()
    by = ("--office", "UPTD PPA", "--officer", "Petugas", "--as", "agency:DSOSPPPA-UPTD-PPA")
    ended = await rukun("answer", number, "--accept", *by)
    assert ended.code == 0, ended.err
    assert "rukun sealed protected" in ended.out
    assert "Meet each side" not in ended.out
