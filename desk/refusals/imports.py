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
TWO_TEXTS = Sentence(
    "{file}, baris 1: beberapa kolom berisi uraian ({names}); gabungkan menjadi satu",
    "{file}, row 1: several columns hold the text ({names}); make one of them",
)
NO_CSV_ROW = Sentence("ini bukan baris berkas CSV ({why})", "it is no row of a CSV file ({why})")
TOO_MANY_CELLS = Sentence(
    "{count} isian, padahal judul hanya {header} kolom: teks yang memuat pemisah kolom harus "
    'diapit tanda kutip ("...")',
    "{count} cells under a header of {header}: a text that holds the separator must stand in "
    'quotes ("...")',
)
SWALLOWED = Sentence(
    "baris {first} sampai {last} terbaca sebagai satu laporan dan tidak diambil: sebuah tanda "
    "kutip tidak ditutup; perbaiki, lalu impor lagi",
    "lines {first} to {last} read as one report and were not taken: a quote is never closed; "
    "mend it, then import again",
)
NO_UTF_8 = Sentence(
    "{file}: bukan teks UTF-8; simpan sebagai UTF-8 (CSV UTF-8), lalu impor lagi",
    "{file}: it is no UTF-8 text; save it as UTF-8 (CSV UTF-8), then import again",
)
NO_UTF_8_ROW = Sentence(
    "bukan teks UTF-8; simpan berkas sebagai UTF-8, lalu impor lagi",
    "it is no UTF-8 text; save the file as UTF-8, then import again",
)
NO_JSON_TEXT = Sentence("{field} harus berupa teks", "{field} must be a text")
NO_JSON_ROW = Sentence("ini bukan objek JSON", "it is no JSON object")
ROW = Sentence("baris", "row")
LONG_ID = Sentence(
    "lebih dari {most} huruf; gunanya hanya membedakan baris",
    "over {most} characters; it should only tell rows apart",
)
