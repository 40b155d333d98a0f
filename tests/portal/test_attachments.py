"""Attached files: opened to who may read the words, saved, never shown, and erasable."""

import pytest

from desk.acting import Refused
from desk.audit import erase_text, verify_all
from desk.disclosures import release_text
from desk.files import open_file
from kit import vault
from kit.findings import Kind
from kit.keys import files_box
from models.attachments import Attachment
from tests.builders import run_flows
from tests.kit.test_cleaning import photo
from tests.people import assignment_of, case_of, coordinator, officer, officer_of
from tests.portal.conftest import answered
from tests.portal.people import Browser
from tests.portal.test_links import link_of
from tests.portal.test_reporting import number_in, told
from tests.portal.test_reporting_files import files_of, in_the_vault, sending


async def with_photo(portal: Browser, **more: object) -> tuple[str, Attachment]:
    """A case with a photo, given to an agency."""
    typed = told(**more)
    number = number_in(answered(await portal.post("/lapor", typed, files=sending(photo())), 200))
    await run_flows()
    [file] = await files_of(number)
    return number, file


async def test_lies_beside_the_words_in_the_review_queue(portal: Browser, another: Browser) -> None:
    """Whoever decides sees that there is a photo, and saves it."""
    typed = told(text="zzz qqq")
    number = number_in(answered(await portal.post("/lapor", typed, files=sending(photo())), 200))
    await run_flows()
    [file] = await files_of(number)
    await another.sign_in("coordinator:KESBANG-SEKRETARIS")
    page = answered(await another.get(f"/telaah/{number}"), 200)
    assert f'href="/berkas/{number}/{file.id}"' in page


async def test_is_saved_and_never_shown(portal: Browser, another: Browser) -> None:
    """A coordinator downloads it; the answer tells the browser to run and render nothing."""
    number, file = await with_photo(portal)
    await another.sign_in("coordinator:KESBANG-SEKRETARIS")
    sent = await another.get(f"/berkas/{number}/{file.id}")
    assert sent.status_code == 200
    assert sent.content.startswith(b"\xff\xd8\xff")
    assert sent.headers["content-type"] == "image/jpeg"
    assert sent.headers["content-disposition"] == f'attachment; filename="{number}.jpg"'
    assert sent.headers["x-content-type-options"] == "nosniff"
    assert sent.headers["content-security-policy"].startswith("sandbox")
    assert sent.headers["cache-control"] == "no-store"


async def test_is_nobodys_by_address(portal: Browser) -> None:
    """The address is of no use without a person who may read; none is said to exist."""
    number, file = await with_photo(portal)
    answered(await portal.get(f"/berkas/{number}/{file.id}"), 401)
    auditor = await portal.sign_in("auditor:INSPEKTORAT-AUDITOR")
    assert auditor
    answered(await portal.get(f"/berkas/{number}/{file.id}"), 403)


async def test_opens_to_an_agency_once_a_person_released_it(portal: Browser) -> None:
    """As words do: a photo shows who took it from where."""
    number, file = await with_photo(portal)
    link = await link_of(number)
    assert "Unduh berkas" not in answered(await portal.get(link), 200)
    answered(await portal.get(f"{link}/berkas/{file.id}"), 409)
    await release_text(number, by=coordinator())
    answered(await portal.get(f"{link}/berkas/{file.id}"), 409)
    await release_text(number, by=coordinator(), text=str(file.id))
    assert "Unduh berkas" in answered(await portal.get(link), 200)
    assert (await portal.get(f"{link}/berkas/{file.id}")).status_code == 200


async def test_looks_to_a_stranger_as_if_there_were_no_case(portal: Browser) -> None:
    """An agency without a part in it learns nothing, and a sealed case opens to its bodies only."""
    number, file = await with_photo(portal, dangers=["child_harmed"])
    assert (await case_of(number)).sealed
    lead = await officer_of(number)
    assert (await open_file(number, str(file.id), by=lead)).kind == "jpeg"
    for who in (officer("TAPEM"), coordinator()):
        with pytest.raises(Refused):
            await open_file(number, str(file.id), by=who)
    answered(await portal.get(f"{await link_of(number)}/berkas/{file.id}"), 409)
    with pytest.raises(Refused, match="no such case"):
        await open_file("KLK-2026-09999", str(file.id), by=officer("TAPEM"))


async def test_is_of_its_own_case_only(portal: Browser) -> None:
    """A file's id is of no use with another case's number."""
    number, _ = await with_photo(portal)
    _, file = await with_photo(portal)
    with pytest.raises(Refused):
        await open_file(number, str(file.id), by=coordinator())


async def test_is_erased_for_good_and_named_as_erased(portal: Browser) -> None:
    """The file goes with its description; the record stays sound and says what was erased."""
    number, file = await with_photo(portal)
    await erase_text(number, str(file.id), by=coordinator(), reason_code="asked_for")
    assert in_the_vault() == []
    with pytest.raises(Refused):
        await open_file(number, str(file.id), by=coordinator())
    verified = await verify_all()
    assert verified.sound
    assert [one.text for one in verified.erased] == [str(file.id)]


async def test_is_missed_where_somebody_took_it_away(portal: Browser) -> None:
    """A file that is gone, exchanged or not erased is a finding of the verification."""
    _, file = await with_photo(portal)
    [path] = in_the_vault()
    path.write_bytes(files_box().encrypt(b"another photo"))
    assert Kind.FILE_ALTERED in {one.kind for one in (await verify_all()).findings}
    path.unlink()
    assert Kind.FILE_ALTERED in {one.kind for one in (await verify_all()).findings}
    with pytest.raises(vault.VaultBroken):
        vault.take(file.stored)


async def test_is_found_where_it_was_not_erased(portal: Browser) -> None:
    """Somebody put it back."""
    number, file = await with_photo(portal)
    [path] = in_the_vault()
    before = path.read_bytes()
    await erase_text(number, str(file.id), by=coordinator(), reason_code="asked_for")
    path.write_bytes(before)
    assert Kind.FILE_NOT_ERASED in {one.kind for one in (await verify_all()).findings}
    assert (await assignment_of(number)).agency
