"""Refusals of a file of reports, and of its rows."""

from kit.sentences import Sentence

OTHER_KIND = Sentence(
    "{file}: hanya berkas .csv, .jsonl, dan .ndjson yang dapat diimpor",
    "{file}: only .csv, .jsonl and .ndjson files can be imported",
)
UNREADABLE = Sentence("{file}: tidak dapat dibaca ({why})", "{file}: cannot be read ({why})")
NO_COLUMN = Sentence(
    "{file}, baris 1: tidak ada kolom {needed}; beri nama salah satu dari {names}",
    "{file}, row 1: no column for {needed}; name one of {names}",
)
NO_CSV_ROW = Sentence("ini bukan baris berkas CSV ({why})", "it is no row of a CSV file ({why})")
NO_JSON_ROW = Sentence("ini bukan objek JSON", "it is no JSON object")
ROW = Sentence("baris", "row")
LONG_ID = Sentence(
    "lebih dari {most} huruf; gunanya hanya membedakan baris",
    "over {most} characters; it should only tell rows apart",
)
