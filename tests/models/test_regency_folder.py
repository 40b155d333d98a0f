"""Reading a regency: everything that is wrong, in one go, with file, line and what to do."""

import shutil
import time
from pathlib import Path

import pytest

from kit.settings import settings
from models.regency import Regency, UnknownCode
from models.regency_draft import Problem
from models.regency_folder import (
    FOLDERS,
    RULE_FILES,
    RegencyBroken,
    read_regency,
    regency,
    regency_folder,
)

QUICK = 0.25  # seconds of CPU; `rukun report` has 1.5 for everything


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of Klungkung that a test may break."""
    return Path(shutil.copytree(FOLDERS / "klungkung", tmp_path / "klungkung"))


EACH_REPRISAL = (
    '    kecamatan: ["{code}"]\n    rungs:\n      - ["POLSEK-{code}", POLRES-SPKT, KESBANG-PIKET]\n'
    "      - [KESBANG-KABID]"
)


def broken(folder: Path) -> list[Problem]:
    """What is wrong with a folder."""
    with pytest.raises(RegencyBroken) as refused:
        read_regency(folder)
    return list(refused.value.problems)


def change(folder: Path, file: str, *, old: str, new: str) -> int:
    """Replace the first occurrence of a text in a file; gives its line."""
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def test_reads_quickly() -> None:
    """Anyone who hands in a report waits for it; the best of four, as the suite's heap is big."""
    spent = []
    for _ in range(4):
        begun = time.process_time()
        read_regency(FOLDERS / "klungkung")
        spent.append(time.process_time() - begun)
    assert min(spent) < QUICK


def test_names_everything_wrong_in_one_go(folder: Path) -> None:
    """Five mistakes in five files are five problems, in the order of the files."""
    change(folder, "villages.csv", old="desa,51.05.01", new="dusun,51.05.01")
    change(folder, "agencies.yaml", old="relation: vertikal", new="relation: vertical")
    change(folder, "routing.yaml", old="lead: TAPEM", new="lead: TAPM")
    change(folder, "deadlines.yaml", old="unit: working_days", new="unit: workdays")
    change(folder, "calendar.yaml", old="country: ID", new="land: ID")
    files = [problem.file for problem in broken(folder)]
    assert files == [
        "villages.csv",
        "agencies.yaml",
        "routing.yaml",
        "deadlines.yaml",
        "calendar.yaml",
        "calendar.yaml",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "said"),
    [
        (
            "agencies.yaml",
            "email: polres@klungkung.example",
            "email: polres",
            "email",
            "an address",
        ),
        ("agencies.yaml", "POLRES-PIMPINAN", "POLRES-KEPALA", "rungs", "no such actor"),
        ("agencies.yaml", "code: KODIM", "code: POLRES", "", "POLRES stands twice"),
        ("agencies.yaml", "  phone: 0366-000-102\n", "", "phone", "is missing; add it"),
        ("actors.yaml", "agency: DISKOMINFO", "agency: DISKOMINF", "agency", "mean DISKOMINFO?"),
        ("categories.yaml", "law_letters: [c]", "law_letters: [a]", "", "Ps 5 letter c"),
        ("routing.yaml", "alternate: TAPEM", "alternat: TAPEM", "alternat", "no field"),
        (
            "routing.yaml",
            "objects: [worship_place], s",
            "objects: [mosque], s",
            "objects",
            "mosque",
        ),
        ("categories.yaml", "sides: [DESA]", "sides: [DES]", "sides", "no such agency or kind"),
        ("routing.yaml", "category: KES", "category: KSE", "category", "no such category"),
        ("routing.yaml", "{bars: [court]}", "{stage_from: 4}", "overrides", "takes court cases"),
        ("figures.yaml", "village: 51.05.01.2007", "village: 51.05.01.2999", "village", "village"),
        ("figures.yaml", "kind: community", "kind: masyarakat", "kind", "choose one"),
        ("deadlines.yaml", "en: Verification and forwarding", "uk: x", "name", "both languages"),
        ("regency.yaml", "[KESBANG, TAPEM]", "[KESBANGPOL]", "secretariat", "mean KESBANG?"),
        ("kecamatan.yaml", "slug: dawan", "slug: Dawan!", "slug", "form"),
        ("calendar.yaml", "weekend: [5, 6]", "weekend: [0, 1, 2, 3, 4, 5, 6]", "weekend", "seven"),
        ("calendar.yaml", '"08:00", closes: "15:30"', '"15:30", closes: "08:00"', "hours", "later"),
        ("regency.yaml", "code: KLK\n", "code: [KLK\n", "", "check indentation"),
        ("vocabulary.yaml", "object: boundary", "object: border", "object", "no such object"),
        (
            "deadlines.yaml",
            "ask for it}, at_most: {length: 14",
            "ask for it}, at_most: {length: 44",
            "",
            "a pause takes 1 to 30 days",
        ),
        (
            "duty.yaml",
            "      - [POLRES-RESKRIM]\n",
            "      - [DSOSPPPA-UPTD]\n",
            "rungs",
            "none of",
        ),
        ("duty.yaml", EACH_REPRISAL, f"    except: [51.05.03]\n{EACH_REPRISAL}", "", "threatened"),
        ("vocabulary.yaml", "confidence_limit: ", "confidence_limit: 4", "limit", "at most 100"),
        ("villages.csv", ",desa,", ",,", "kind", "choose one"),
        ("villages.csv", "desa,51.05.01", "desa,51.05.02", "kecamatan", "does not lie in"),
    ],
)
def test_names_the_line_the_field_and_what_to_do(
    folder: Path, *, file: str, old: str, new: str, field: str, said: str
) -> None:
    """Each mistake is found where it stands, within a line of what a person changed."""
    line = change(folder, file, old=old, new=new)
    found = [problem for problem in broken(folder) if problem.file == file]
    match = [problem for problem in found if said in problem.said["en"]]
    assert match, [problem.line_in("en") for problem in found]
    assert field in match[0].field
    assert match[0].said["id"] != match[0].said["en"]
    assert match[0].line_in("en").startswith(f"{file}:{match[0].line}: ")
    if field not in ("", "phone", "overrides"):  # these stand for the whole entry or list
        assert abs(match[0].line - line) <= 1


def test_finds_a_wrong_cell_at_its_line(folder: Path) -> None:
    """Line 1 of a table is its header."""
    line = change(folder, "villages.csv", old="51.05.01.2003", new="51.05.01.20O3")
    first = broken(folder)[0]
    assert (first.file, first.line, first.field) == ("villages.csv", line, "code")


def test_reads_a_table_as_a_spreadsheet_saves_it(folder: Path) -> None:
    """With a byte-order mark, semicolons and Windows line ends."""
    table = folder / "villages.csv"
    saved = table.read_text().replace(",", ";").replace("\n", "\r\n")
    table.write_bytes(b"\xef\xbb\xbf" + saved.encode())
    assert read_regency(folder).villages == read_regency(FOLDERS / "klungkung").villages


def test_names_a_table_with_broken_quotes(folder: Path) -> None:
    """A cell whose quote never closes would swallow the rest of the table."""
    change(folder, "villages.csv", old="Sakti", new='"Sakti')
    assert "check quotes" in broken(folder)[0].said["en"]


def test_says_a_mistake_of_many_offices_once(folder: Path) -> None:
    """A wrong rung in the entry for all 53 desa is one problem, not 53."""
    change(folder, "agencies.yaml", old="PMD-PETUGAS", new="PMD-PETUGA")
    assert len(broken(folder)) == 1


@pytest.mark.parametrize("file", list(RULE_FILES))
def test_names_a_missing_file_and_nothing_that_follows_from_it(folder: Path, file: str) -> None:
    """What the missing file would have held is not reported as unknown."""
    (folder / file).unlink()
    problems = broken(folder)
    assert [problem.file for problem in problems] == [file]
    assert problems[0].said["en"].startswith("is missing; copy it")


def test_names_a_file_that_is_not_text(folder: Path) -> None:
    """A file saved in another encoding is named, without its bytes."""
    (folder / "figures.yaml").write_bytes(b"\xff\xfe")
    assert "UTF-8" in broken(folder)[0].said["en"]


def test_names_a_list_that_is_none(folder: Path) -> None:
    """A file that should hold entries and holds something else is one problem."""
    (folder / "kecamatan.yaml").write_text("code: 51.05.01\n")
    assert any("should be a list" in problem.said["en"] for problem in broken(folder))


def test_tells_rule_sets_apart(folder: Path) -> None:
    """The same files have the same hash anywhere; one changed letter gives another."""
    before = read_regency(folder).content_hash
    assert before == read_regency(FOLDERS / "klungkung").content_hash
    (folder / "samples.jsonl").unlink()
    assert read_regency(folder).content_hash == before
    change(folder, "calendar.yaml", old="saraswati: false", new="saraswati: true")
    assert read_regency(folder).content_hash != before


def test_takes_a_shipped_name_or_a_path(folder: Path) -> None:
    """Another regency lives in a folder of its own, anywhere."""
    assert regency_folder("klungkung") == FOLDERS / "klungkung"
    assert regency_folder(str(folder)) == folder


def test_reads_the_regency_of_the_settings_once() -> None:
    """Every task and every act of the desk asks for it."""
    settings.cache_clear()
    assert regency().code == "KLK"
    assert regency() is regency()


@pytest.mark.parametrize("lookup", ["village", "agency", "category", "deadline", "figure", "actor"])
def test_says_which_code_is_unknown(lookup: str) -> None:
    """The sentence can be shown to whoever typed the code."""
    whole: Regency = read_regency(FOLDERS / "klungkung")
    with pytest.raises(UnknownCode) as unknown:
        getattr(whole, lookup)("NONE")
    assert str(unknown.value) == f"NONE: the regency has no such {lookup}"
