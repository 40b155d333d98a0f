"""A receipt is read from the mail that brought it, in whatever way it was kept."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kit.checkpoints import Checkpoint, KeyUnreadable, Leaf
from kit.findings import Kind
from kit.merkle import root
from kit.receipts import Receipt, ReceiptUnreadable, parse_receipt, read_receipt
from models.letters.oversight import CheckpointSealed
from models.letters.writing import write

SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = SECRET.public_key().public_bytes_raw().hex()
AT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
LEAVES = [Leaf("KLK", 11, "aa" * 32), Leaf("KLK-2026-00001", 5, "bb" * 32)]


def a_checkpoint(**changes: object) -> Checkpoint:
    """A signed checkpoint of two chains."""
    statement = {
        "at": "2026-11-23T18:00:00.000000Z",
        "checkpoint": 12,
        "count": 2,
        "nightly": True,
        "previous": 7,
        "root": root([leaf.entry() for leaf in LEAVES]).hex(),
    }
    return Checkpoint.sign({**statement, **changes}, SECRET)


RECEIPT = Receipt.of(a_checkpoint(), key=KEY)


def a_mail(language: str, *, previous: int | None = 7) -> EmailMessage:
    """The mail that brings a receipt, as the house writes it."""
    sealed = a_checkpoint(previous=previous)
    letter = CheckpointSealed(
        checkpoint=12,
        sealed_at=AT,
        count=2,
        root=sealed.root,
        signature=sealed.signature,
        key=KEY,
        previous=previous,
    )
    written = write(
        letter,
        "en" if language == "en" else "id",
        portal_url="http://127.0.0.1:8420",
        sender="Rukun <rukun@klungkung.example>",
    )
    mail = EmailMessage(policy=SMTP)
    mail["Subject"], mail["From"] = written.subject, "rukun@klungkung.example"
    mail.set_content(written.text, cte="quoted-printable")
    mail.add_alternative(written.html, subtype="html")
    return mail


@pytest.mark.parametrize("language", ["id", "en"])
def test_reads_the_mail_as_it_came(language: str, tmp_path: Path) -> None:
    """The .eml that an auditor saved is a receipt, in both languages."""
    path = tmp_path / "receipt.eml"
    path.write_bytes(a_mail(language).as_bytes())
    assert read_receipt(path) == RECEIPT


@pytest.mark.parametrize("language", ["id", "en"])
def test_reads_the_text_of_a_forwarded_mail(language: str) -> None:
    """The words alone are enough, and a quotation's marks do not matter."""
    body = a_mail(language).get_body(("plain",))
    assert isinstance(body, EmailMessage)
    text = body.get_content()
    assert parse_receipt(text.encode()) == RECEIPT
    quoted = "\r\n".join(f"> {line}" for line in text.splitlines())
    assert parse_receipt(quoted.encode()) == RECEIPT


@pytest.mark.parametrize("language", ["id", "en"])
def test_reads_that_a_receipt_is_the_first(language: str) -> None:
    """The first checkpoint has none before it."""
    assert parse_receipt(a_mail(language, previous=None).as_bytes()).previous is None


def test_keeps_all_heads_in_a_file() -> None:
    """A JSON receipt names each chain's head; changing one of them shows."""
    receipt = Receipt.of(a_checkpoint(), key=KEY, leaves=LEAVES)
    assert parse_receipt(receipt.written().encode()).leaves == LEAVES
    with pytest.raises(ReceiptUnreadable, match="do not make its root"):
        parse_receipt(receipt.written().replace("bb" * 32, "bc" * 32).encode())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no line 'Number"),
        (b"Dear auditor,\nall is well.\n", "no line 'Number"),
        (b"{}", "format"),
        (b"{", "broken JSON"),
        (b'{"format":"rukun receipt 1"}', "look at: checkpoint, count, key"),
        (RECEIPT.written().replace(KEY, KEY[:-1]).encode(), "look at: key"),
        (b"\xff\xfe\x00", "no line 'Number"),
    ],
)
def test_says_why_a_file_is_no_receipt(content: bytes, why: str, tmp_path: Path) -> None:
    """What is missing is named, with the file."""
    path = tmp_path / "receipt"
    path.write_bytes(content)
    with pytest.raises(ReceiptUnreadable, match=why) as refused:
        read_receipt(path)
    assert str(path) in str(refused.value)


def test_finds_each_way_in_which_a_checkpoint_differs() -> None:
    """Whatever was changed since the mail went out is named."""
    assert RECEIPT.compare(a_checkpoint(), house="KLK", key=KEY) == []
    for changes in ({"count": 3}, {"root": "00" * 32}, {"previous": 6}, {"nightly": False}):
        found = RECEIPT.compare(a_checkpoint(**changes), house="KLK", key=KEY)
        assert {one.kind for one in found} == {Kind.RECEIPT_DIFFERS}
        assert found[0].seq == 12
    (gone,) = RECEIPT.compare(None, house="KLK", key=KEY)
    assert "no such checkpoint" in gone.sentence
    (other,) = RECEIPT.compare(a_checkpoint(), house="KLK", key="00" * 32)
    assert "another key" in other.sentence


@pytest.mark.parametrize(
    "changes",
    [
        {"at": "2026-11-23T18:00:00.000001Z"},
        {"checkpoint": 13},
        {"count": 3},
        {"nightly": False},
        {"previous": None},
        {"root": "00" * 32},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_signs_every_field(changes: dict[str, object]) -> None:
    """No field can be changed under a signature."""
    sealed = a_checkpoint()
    assert sealed.signed_with(KEY)
    assert not sealed.model_copy(update=changes).signed_with(KEY)
    assert not sealed.signed_with("00" * 32)


@pytest.mark.parametrize("key", ["", "zz", "00" * 31, KEY + "00"])
def test_says_that_a_key_is_none(key: str) -> None:
    """A key that was copied wrong is refused with a sentence."""
    with pytest.raises(KeyUnreadable, match="64 hex digits"):
        a_checkpoint().signed_with(key)
