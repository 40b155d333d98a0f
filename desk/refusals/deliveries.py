"""Refusals around letters that are brought by hand."""

from kit.sentences import Sentence

UNKNOWN_HOW = Sentence(
    "cara {how!r} tidak dikenal; pilih salah satu: {known}", "how {how!r}: one of {known}"
)
NOTHING_TO_BRING = Sentence(
    "tidak ada surat {letter!r} yang harus diantar; yang menunggu: {known}",
    "no letter {letter!r} waits to be brought; waiting are: {known}",
)
WHICH_LETTER = Sentence(
    "lebih dari satu surat menunggu bagi {letter!r}; sebutkan suratnya: {known}",
    "more than one letter waits for {letter!r}; name the letter: {known}",
)
