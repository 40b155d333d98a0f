"""Refusals of an incident on a case."""

from kit.sentences import Sentence

JOINED = Sentence(
    "kasus ini sudah digabung ke {into}; catat kejadiannya di sana",
    "it was joined into {into}; record the incident there",
)
ENDED_CASE = Sentence(
    "statusnya '{status}'; buka kembali, atau laporkan kejadiannya sebagai laporan baru",
    "it is '{status}'; reopen it, or report what happened anew",
)
