"""Refusals around letters that are brought by hand."""

from kit.sentences import Sentence

UNKNOWN_HOW = Sentence(
    "cara {how!r} tidak dikenal; pilih salah satu: {known}", "how {how!r}: one of {known}"
)
NOTHING_TO_BRING = Sentence(
    "tidak ada surat untuk {to!r} yang harus diantar; yang menunggu: {known}",
    "no letter waits to be brought to {to!r}; waiting are: {known}",
)
