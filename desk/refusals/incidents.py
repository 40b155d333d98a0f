"""Refusals of an incident on a case."""

from kit.sentences import Sentence

DISMISSED_CASE = Sentence(
    "laporan ini tidak dilanjutkan; ajukan keberatan, atau kirim yang terjadi sebagai laporan baru",
    "this report was not taken further; object to that, or send what happened as a new report",
)
JOINED = Sentence(
    "kasus ini sudah digabung ke {into}; catat kejadiannya di sana",
    "it was joined into {into}; record the incident there",
)
