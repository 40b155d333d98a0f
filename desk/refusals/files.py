"""Refusals around attached files."""

from kit.sentences import Sentence

NO_SUCH_FILE = Sentence(
    "kasus {number} tidak punya berkas itu, atau belum dibuka untuk Anda",
    "case {number} has no such file, or it was not released to you",
)
UNREADABLE = Sentence(
    "berkas itu tidak terbaca; minta administrator menjalankan `rukun audit verify {number}`",
    "the file cannot be read; ask the administrator to run `rukun audit verify {number}`",
)
