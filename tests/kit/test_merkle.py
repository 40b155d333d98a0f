"""Merkle trees: the roots of RFC 6962, and proofs that only the truth satisfies."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.merkle import GrowingTree, inclusion_proof, leaf_hash, node_hash, root, verify_inclusion

# The eight entries and the roots of their first n that the Certificate Transparency
# reference tests publish for RFC 6962.
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
leaves = st.lists(st.binary(max_size=40), min_size=1, max_size=40)


def test_hashes_leaves_and_nodes_apart() -> None:
    """A node's two hashes, offered as an entry, give another hash than the node."""
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(b"") == hashlib.sha256(b"\x00").digest()
    assert node_hash(left, right) != leaf_hash(left + right)


def test_gives_an_empty_tree_the_hash_of_nothing() -> None:
    """RFC 6962: MTH({}) = SHA-256()."""
    assert root([]) == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_draws_the_trees_of_rfc_6962(size: int) -> None:
    """Each of the published roots comes out."""
    assert root(ENTRIES[:size]).hex() == ROOTS[size - 1]


@given(leaves, st.data())
def test_proves_each_entry(entries: list[bytes], data: st.DataObject) -> None:
    """Whatever the tree's size, each of its entries has a proof that holds."""
    index = data.draw(st.integers(0, len(entries) - 1))
    proof = inclusion_proof(entries, index)
    assert verify_inclusion(
        entries[index], proof, index=index, size=len(entries), root=root(entries)
    )


@given(leaves, st.data())
def test_refuses_a_proof_that_was_touched(entries: list[bytes], data: st.DataObject) -> None:
    """Another entry, another hash, one too many or one missing: none passes."""
    index = data.draw(st.integers(0, len(entries) - 1))
    proof, size, top = inclusion_proof(entries, index), len(entries), root(entries)
    spoiled = [proof[:-1], proof[1:], [*proof[:-1], bytes(32)]] if proof else []
    for wrong in [*spoiled, [*proof, bytes(32)]]:
        assert not verify_inclusion(entries[index], wrong, index=index, size=size, root=top)
    assert not verify_inclusion(entries[index] + b"!", proof, index=index, size=size, root=top)


@given(leaves, st.data())
def test_finds_any_changed_or_lost_entry(entries: list[bytes], data: st.DataObject) -> None:
    """A root fits one list of entries in one order only."""
    index = data.draw(st.integers(0, len(entries) - 1))
    changed = [*entries[:index], entries[index] + b"!", *entries[index + 1 :]]
    lost = [*entries[:index], *entries[index + 1 :]]
    assert root(entries) not in {root(changed), root(lost)}


def test_has_no_proof_of_an_entry_outside_the_tree() -> None:
    """Asking for one says how many there are; verifying one is false."""
    with pytest.raises(IndexError, match="a tree of 2 entries has no entry 2"):
        inclusion_proof([b"a", b"b"], 2)
    assert not verify_inclusion(b"a", [], index=1, size=1, root=root([b"a"]))


@given(st.lists(st.dictionaries(st.text(max_size=3), st.binary(max_size=4), max_size=9)))
def test_grows_into_the_same_tree(steps: list[dict[str, bytes]]) -> None:
    """Whatever was put in whatever order, the root is that of the entries by name."""
    tree, entries = GrowingTree(), dict[str, bytes]()
    for step in steps:
        for name, entry in step.items():
            tree.put(name, entry)
        entries |= step
        assert tree.root() == root([entries[name] for name in sorted(entries)])
