"""Every letter, in both languages, from the files that are really there."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from kit.mail import Envelope, message
from kit.receipts import parse_receipt
from kit.rendering import FOLDER, render
from models.letters.assignments import AssignmentEscalated, CaseAssigned
from models.letters.base import Language, Letter
from models.letters.catalogue import LETTERS, NoSuchNotice, letter_of
from models.letters.samples import PEACE, SAMPLES
from models.letters.writing import preview, write
from models.status import Status
from models.views import Approach, Bar, Colour

NOTICES = FOLDER / "notices"
FILES = {"subject.txt", "body.txt", "body.html"}
LANGUAGES: tuple[Language, ...] = ("id", "en")
EVERY = [(kind, language) for kind in sorted(LETTERS) for language in LANGUAGES]
ALONE = {"meta", "br", "img", "hr"}


class Balanced(HTMLParser):
    """Reads HTML and remembers which elements were left open or closed wrongly."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        """Open an element."""
        if tag not in ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def _assigned(**changes: object) -> CaseAssigned:
    sample = SAMPLES["case_assigned"]
    assert isinstance(sample, CaseAssigned)
    return sample.model_copy(update=changes)


def _text(letter: Letter, language: Language = "id") -> str:
    return write(letter, language, portal_url="http://x.example", sender="r@x.example").text


def test_the_folders_are_the_catalogue() -> None:
    """It has a folder for each kind of letter and no other, each with a sample."""
    folders = {folder.name for folder in NOTICES.iterdir() if not folder.name.startswith("_")}
    assert folders == set(LETTERS) == set(SAMPLES)


def test_every_folder_has_both_languages_and_three_files() -> None:
    """It finds subject, text and HTML in Indonesian and English, and nothing else."""
    for kind in LETTERS:
        assert {folder.name for folder in (NOTICES / kind).iterdir()} == set(LANGUAGES)
        for language in LANGUAGES:
            assert {file.name for file in (NOTICES / kind / language).iterdir()} == FILES


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_writes_each_letter(kind: str, language: Language) -> None:
    """It renders each letter with its sample: one-line subject, full text, sound HTML."""
    written = preview(kind, language)
    assert written.subject
    assert "\n" not in written.subject
    assert not re.search(r"\n{3}|\{\{|\{%|None|Undefined", written.text)
    page = Balanced()
    page.feed(written.html)
    assert (page.open, page.wrong) == ([], [])


def test_no_line_of_a_text_runs_into_the_next() -> None:
    """A tag at a line's end eats the newline; a line with words ends in words or an expression."""
    for file in NOTICES.rglob("body.txt"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert line.startswith("{%") or not line.endswith("%}"), f"{file}: {line}"


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_text_is_complete_without_the_html(kind: str, language: Language) -> None:
    """It says in the text part every line, link and command that the HTML says."""
    written = preview(kind, language)
    words = re.sub(r"\s+", " ", written.text).casefold()
    shown = re.sub(r"<(style|title).*?</\1>|<[^>]+>", "\n", written.html, flags=re.DOTALL)
    for line in filter(None, (part.strip() for part in shown.split("\n"))):
        plain = line.replace("&amp;", "&").replace("&#34;", '"').replace("&#39;", "'")
        assert re.sub(r"\s+", " ", plain).casefold() in words
    for link in re.findall(r'href="([^"]+)"', written.html):
        assert link in written.text


@pytest.mark.parametrize("kind", sorted(LETTERS))
def test_a_stored_letter_reads_back_as_it_was(kind: str) -> None:
    """It keeps props as JSON and gets the same letter back."""
    stored = json.loads(json.dumps(SAMPLES[kind].model_dump(mode="json")))
    assert letter_of(kind, stored) == SAMPLES[kind]


def test_refuses_a_kind_that_does_not_exist() -> None:
    """It names the letters that there are."""
    with pytest.raises(NoSuchNotice, match="case_assigned"):
        preview("case_resigned", "id")


def test_a_missing_value_is_an_error_never_a_gap() -> None:
    """It refuses to render a template without its values."""
    with pytest.raises(UndefinedError):
        render("notices/clause_due/id/subject.txt", {}, language="id")
        render("notices/clause_due/id/body.txt", {}, language="id")


def test_escapes_html_and_only_html() -> None:
    """It keeps a label's signs apart from markup in HTML, and as they are in text."""
    odd = {"id": "<b>Desa & Banjar</b>", "en": "<b>x</b>"}
    letter = _assigned(agency=odd)
    written = write(letter, "id", portal_url="http://x.example", sender="r@x.example")
    assert "&lt;b&gt;Desa &amp; Banjar" in written.html
    assert "<b>Desa & Banjar</b>" in written.text


@pytest.mark.parametrize(
    ("relation", "word"),
    [("perangkat", "agar"), ("vertikal", "berkenan"), ("adat", "memfasilitasi")],
)
def test_the_tone_follows_the_agencys_relation(relation: str, word: str) -> None:
    """It disposes to its own offices, requests of others, and asks customary ones to facilitate."""
    first_line = _text(_assigned(relation=relation)).splitlines()[0]
    assert word in first_line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("colour", list(Colour))
@pytest.mark.parametrize("approach", list(Approach))
def test_every_code_has_its_words(language: Language, colour: Colour, approach: Approach) -> None:
    """It can name every colour, approach, bar, severity, stage and status."""
    labels = _assigned().labels.model_copy(update={"colour": colour})
    for severity, stage in ((1, 0), (2, 1), (3, 2), (4, 3), (4, 4)):
        letter = _assigned(
            labels=labels, approach=approach, severity=severity, stage=stage, bars=tuple(Bar)
        )
        assert _text(letter, language)
    for status in Status:
        step = SAMPLES["report_next_step"].model_copy(update={"status": status})
        assert _text(step, language)


def test_the_assignment_leads_with_who_what_and_when() -> None:
    """It has number, labels and limit in the subject, and the duty in the first line."""
    written = preview("case_assigned", "id")
    for part in ("KLK-2026-00012", "Batas wilayah", "Tusan", "KUNING", "26 Nov 2026 14.00 WITA"):
        assert part in written.subject
    assert written.text.startswith("Camat Banjarangkan: agar menjawab")
    assert "Belum terverifikasi" in written.text
    assert "/jawab/" in written.text
    assert "rukun answer" in written.text


def test_a_sealed_assignment_says_nothing_of_the_case() -> None:
    """It says "tugas tertutup", and neither category, place nor colour."""
    link = {"answerable", "token"}
    bare = {"number", "agency", "phones"}
    assert set(LETTERS["case_assigned_sealed"].model_fields) == link | bare | {"answer_by"}
    assert set(LETTERS["support_asked_sealed"].model_fields) == link | bare
    assert "Tugas tertutup" in preview("support_asked_sealed", "id").subject
    assert "Tugas tertutup" in preview("case_assigned_sealed", "id").subject


def test_an_invitation_is_neutral() -> None:
    """It invites to a musyawarah, and cannot name a category, a side or a reason."""
    for kind in ("meeting_invited", "meeting_changed", "meeting_cancelled"):
        assert not {"category", "labels", "parties", "reason"} & set(LETTERS[kind].model_fields)
    assert "Undangan musyawarah" in preview("meeting_invited", "id").subject
    invitation = preview("meeting_invited", "id").invitation
    assert invitation is not None
    assert invitation.method == "REQUEST"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipts_mail_is_a_receipt(language: Language) -> None:
    """It can be read back from the mail as it arrives: number, count, root, signature, key."""
    envelope = Envelope("<m@x.example>", "r@x.example", "auditor@x.example", language)
    mail = message(preview("checkpoint_sealed", language), envelope, at=datetime.now(UTC))
    receipt = parse_receipt(mail)
    sample = SAMPLES["checkpoint_sealed"]
    assert receipt.model_dump(exclude={"heads"}) == sample.model_dump(exclude={"sealed_at"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ending_of_a_sealed_case_says_no_outcome(language: Language) -> None:
    """It tells a reporter neutrally of an unworded outcome, and coordinators of none."""
    closed = SAMPLES["case_closed"].model_copy(update={"outcome": None, "agreed": False})
    asked = SAMPLES["closure_asked"].model_copy(update={"labels": None})
    assert PEACE[language] not in _text(closed, language) + _text(asked, language)
    assert PEACE[language] in _text(SAMPLES["case_closed"], language)
    agreement = {"id": "Kesepakatan", "en": "agreement"}[language]
    assert agreement in _text(SAMPLES["case_closed"], language)
    assert agreement not in _text(closed, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_that_is_open_again_is_called_so(language: Language) -> None:
    """Nobody reads that a first look is done who reported long ago."""
    step = SAMPLES["report_next_step"].model_copy(update={"status": Status.TRIAGED})
    again = step.model_copy(update={"reopened": True})
    assert {"id": "dibuka lagi", "en": "open again"}[language] in _text(again, language)
    assert _text(again, language) != _text(step, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reporter_reads_no_officials_footer(language: Language) -> None:
    """Who reported is no office; those who took part are told what concerns them."""
    official = {"id": "keterangan kedinasan", "en": "for official use"}[language]
    address = {"id": "Alamat Anda", "en": "Your address"}[language]
    own = SAMPLES["case_closed"].model_copy(update={"object_until": None})
    for kind in ("report_received", "report_next_step", "case_closed", "message_answered"):
        assert official not in _text(SAMPLES[kind], language)
        assert address in _text(SAMPLES[kind], language)
    assert official in _text(own, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_invitation_says_that_the_matter_is_known(language: Language) -> None:
    """Whoever is invited reads what it is about without a side, a category or a reason."""
    matter = {"id": "perkara yang sudah disampaikan petugas", "en": "has spoken with you about"}
    invited = SAMPLES["meeting_invited"]
    assert matter[language] in _text(invited, language)
    guards = invited.model_copy(update={"guards": True})
    assert matter[language] not in _text(guards, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_red_cases_silence_is_answered_now(language: Language) -> None:
    """Beside an alarm no mail says that there is time until the evening."""
    calm = SAMPLES["assignment_escalated"]
    assert isinstance(calm, AssignmentEscalated)
    assert calm.labels is not None
    red = calm.model_copy(update={"labels": calm.labels.model_copy(update={"colour": Colour.RED})})
    today = {"id": "hari ini", "en": "today"}[language]
    assert today in _text(calm, language)
    assert today not in _text(red, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reporters_mails_have_one_subject_to_the_end(language: Language) -> None:
    """Whoever looks over a shoulder, or at a shared mailbox, learns nothing of it."""
    kinds = ("report_received", "report_next_step", "case_closed", "objection_decided")
    assert len({preview(kind, language).subject for kind in kinds}) == 1


def test_previews_from_any_folder_and_without_a_database(tmp_path: Path) -> None:
    """It finds the templates beside the package, wherever it is called from."""
    code = (
        "from models.letters.writing import preview; print(preview('case_assigned','en').subject)"
    )
    ended = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(FOLDER.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Village boundary" in ended.stdout
