"""Patterns find Indonesian words under their affixes, and nothing that only looks alike."""

import pytest

from kit.indonesian import possible_roots, split_words
from kit.phrases import PatternBroken, Phrasebook, parse_pattern

CLASSES = {"child": ("anak", "bocah"), "is_hit": ("dipukul*", "~aniaya")}


def finds(pattern: str, text: str) -> bool:
    """Tell whether a pattern stands in a text."""
    return bool(Phrasebook({"it": [pattern]}, classes=CLASSES).find(split_words(text)))


@pytest.mark.parametrize(
    ("root", "words"),
    [
        ("perkosa", "memperkosa diperkosa pemerkosaan memerkosanya perkosaan"),
        ("pukul", "memukul memukuli dipukuli pemukulan dipukulnya pukulan"),
        ("tikam", "menikam ditikam penikaman tikaman tertikam"),
        ("serang", "menyerang penyerangan diserang serangan diserangnya"),
        ("keroyok", "mengeroyok pengeroyokan dikeroyok keroyokan"),
        ("kelahi", "berkelahi perkelahian"),
        ("cabul", "mencabuli pencabulan dicabuli percabulan"),
        ("ancam", "mengancam diancam ancaman pengancaman mengancamnya"),
        ("setubuh", "menyetubuhi persetubuhan disetubuhinya"),
    ],
)
def test_finds_a_root_under_its_affixes(root: str, words: str) -> None:
    """Prefixes that swallow a letter, suffixes and enclitics lead back to the root."""
    for word in words.split():
        assert root in possible_roots(word)
        assert finds(f"~{root}", word)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("anak", "Anak-anaknya menangis"),
        ("anak", "ANAKKU"),
        ("covid*", "dicurigai Covid-19"),
        ("mabuk|teler", "orang teler"),
        ("50+ orang", "sekitar 1.200 orang"),
        ("<child> .. <is_hit>", "bocah itu kemarin sore dipukuli"),
        ("~tutup .. jalan", "warga menutup sementara jalan"),
        ("galian c", "galian C liar"),
    ],
)
def test_finds(pattern: str, text: str) -> None:
    """Case, hyphens, enclitics, classes, numbers and gaps are understood."""
    assert finds(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("anak", "ranakan beranak-pinak"),
        ("sema", "semangat bersama"),
        ("50+ orang", "sekitar 15 orang"),
        ("50+ orang", "banyak orang"),
        ("~tutup .. jalan", "menutup a b c d e jalan"),
        ("bir", "birokrasi"),
    ],
)
def test_keeps_to_word_boundaries(pattern: str, text: str) -> None:
    """A word inside another word is not found, nor one too far away."""
    assert not finds(pattern, text)


def test_tells_where() -> None:
    """A span counts words from 0 and ends behind the last."""
    book = Phrasebook({"it": ["~ancam .. sabit"]}, classes={})
    assert book.find(split_words("dia diancam pakai sabit lagi")) == {"it": [(1, 4)]}


@pytest.mark.parametrize("odd", ["9" * 9000, "a" * 9000, "", "\x00\u202e", "١٢ orang", "😡😡"])
def test_survives_any_text(odd: str) -> None:
    """What is no word is no hit and no error."""
    assert not finds("50+ orang", odd)


@pytest.mark.parametrize("broken", ["", "..", ".. anak", "anak ..", "an*ak", "Anak", "a|", "<a"])
def test_refuses_a_broken_pattern(broken: str) -> None:
    """What is not written in the language is refused with a sentence."""
    with pytest.raises(PatternBroken, match=r"must begin|is no word"):
        parse_pattern(broken)
