"""Any edit of a chain is found at its row, by nothing but the chain."""

import json

from hypothesis import given
from hypothesis import strategies as st

from kit.findings import Finding, Kind
from kit.hashing import canonical, sha256_hex
from kit.links import GENESIS, Link, Walk, read, sealed_in

LENGTH = 5


def a_chain(length: int = LENGTH) -> list[Link]:
    """A chain of facts as they are stored."""
    prev, links = GENESIS, []
    for seq in range(1, length + 1):
        columns = {"case": "A", "seq": seq, "actor": "someone", "status": "triaged", "prev": prev}
        record = canonical({**columns, "body": {"word": f"number {seq}"}})
        links.append(Link("A", seq, prev, sha256_hex(record), record, columns))
        prev = links[-1].hash
    return links


def walked(links: list[Link]) -> list[Finding]:
    """What a walk through a chain finds."""
    walk = Walk("A")
    for link in links:
        walk.step(link)
    return walk.findings


def changed(link: Link, record: str, *, rehashed: bool = False) -> Link:
    """A link with another record, its hash as it was or made to fit."""
    digest = sha256_hex(record) if rehashed else link.hash
    return Link(link.chain, link.seq, link.prev, digest, record, link.columns)


def test_finds_nothing_in_an_untouched_chain() -> None:
    """A chain as it was sealed ends at its last row."""
    walk = Walk("A")
    for link in a_chain():
        walk.step(link)
    assert (walk.findings, walk.seq, walk.status) == ([], LENGTH, "triaged")


@given(st.integers(0, LENGTH - 1), st.data())
def test_finds_any_edited_byte_at_its_row(row: int, data: st.DataObject) -> None:
    """Whichever character becomes whichever other one, its row is named and no other."""
    chain = a_chain()
    record = chain[row].record
    at = data.draw(st.integers(0, len(record) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda one: one != record[at]))
    chain[row] = changed(chain[row], record[:at] + other + record[at + 1 :])
    assert [(one.seq, one.kind) for one in walked(chain)] == [(row + 1, Kind.RECORD_ALTERED)]


@given(st.integers(0, LENGTH - 2), st.integers(1, 3))
def test_finds_removed_rows(row: int, count: int) -> None:
    """A gap is named by its first row, and the rest of the chain goes on."""
    chain = a_chain()
    gone = chain[row : row + count]
    left = chain[:row] + chain[row + count :]
    expected = [(row + 1, Kind.ROW_MISSING)] if left and left[-1].seq > gone[-1].seq else []
    assert [(one.seq, one.kind) for one in walked(left)] == expected


def test_finds_an_edit_with_a_fitting_hash_by_the_next_row() -> None:
    """The next row still names the hash that was there when it was sealed."""
    chain = a_chain()
    record = chain[1].record.replace("number", "nomor")
    chain[1] = changed(chain[1], record, rehashed=True)
    assert [(one.seq, one.kind) for one in walked(chain)] == [(3, Kind.LINK_BROKEN)]


def test_finds_two_rows_that_changed_places() -> None:
    """Order is part of what is sealed."""
    chain = a_chain()
    chain[1], chain[2] = chain[2], chain[1]
    kinds = {one.kind for one in walked(chain)}
    assert kinds == {Kind.ROW_MISSING, Kind.LINK_BROKEN}


def test_finds_a_column_beside_its_record() -> None:
    """Each column is compared with the record by its name."""
    chain = a_chain(1)
    chain[0].columns["actor"] = "somebody"  # type: ignore[index] # what must fail
    (found,) = walked(chain)
    assert (found.seq, found.kind) == (1, Kind.COLUMN_DIFFERS)
    assert "'actor'" in found.sentence


def test_finds_a_record_that_cannot_be_read() -> None:
    """Bytes with a fitting hash that are no JSON object are named, not raised."""
    for record in ("[]", "{", "nul", '"x"', "[" * 100_000):
        chain = [changed(a_chain(1)[0], record, rehashed=True)]
        assert [one.kind for one in walked(chain)] == [Kind.RECORD_UNREADABLE]
        assert read(record) is None


def test_lists_the_texts_that_a_body_speaks_of() -> None:
    """Texts are found wherever they stand, and what only looks like one is left alone."""
    one, two = {"text": "a", "digest": "0" * 64}, {"text": "b", "digest": "1" * 64}
    body = {
        "text": one,
        "clauses": [{"words": two}, {"words": None}],
        "released": {"text": "c"},
        "answers": {"text": "d", "digest": "2" * 64},
        "short": {"text": "e", "digest": "3" * 63},
    }
    assert list(sealed_in(json.loads(json.dumps(body)))) == [("a", "0" * 64), ("b", "1" * 64)]


def test_names_a_finding_in_one_code() -> None:
    """The code has chain, row and kind, and nothing of what was found there."""
    assert Finding("A", 5, Kind.LINK_BROKEN, "...").code == "A#5 link_broken"
    assert Finding("A", None, Kind.CHAIN_VANISHED, "...").code == "A#- chain_vanished"
