"""Refusals of what was typed, and what the fields are called.

They are said with the field's name before them, or beside that field.
"""

from kit.sentences import Said, Sentence

EMPTY = Sentence(
    "masih kosong; tulis dengan kata-kata sendiri", "it is empty; write it in your own words"
)
TOO_LONG = Sentence(
    "{count} huruf terlalu banyak, paling banyak {most}; "
    "ringkaslah, dan simpan selebihnya sebagai dokumen",
    "{count} characters are too many, {most} are taken; shorten it and keep the rest as a document",
)
NO_COUNT = Sentence(
    "{count} tidak mungkin; tulis angka dari 0 sampai {most}",
    "{count} cannot be; write a number from 0 to {most}",
)
CONTROL = Sentence(
    "huruf ke-{place} adalah karakter kendali (U+{sign}); hapus, lalu serahkan teksnya sekali lagi",
    "character {place} is a control character (U+{sign}); remove it and hand the text in again",
)
NO_WORD = Sentence(
    "{words!r} bukan kode; pakai huruf, angka, dan _ . : -",
    "{words!r} is no code; write letters, digits and _ . : -",
)
NO_CODE = Sentence(
    "tulis kode dari huruf kecil, angka, dan _, paling banyak 40",
    "write a code of lower case letters, digits and _, up to 40",
)
NO_EMAIL = Sentence(
    "ini tidak seperti alamat; tulis seperti nama@example.org",
    "it reads like no address; write it as name@example.org",
)
SEVERAL_VILLAGES = Sentence(
    "ada beberapa {name}: pilih {codes}", "several are {name}: choose {codes}"
)
NO_VILLAGE = Sentence(
    "{code!r} bukan desa atau kelurahan di {regency}; tulis kode Kemendagri, seperti 51.05.03.2003",
    "{code!r} is not one of {regency}; write its Kemendagri code, such as 51.05.03.2003",
)
NO_DAY = Sentence(
    "{words!r} bukan tanggal; tulis seperti 2026-11-23",
    "{words!r} is no date; write it as 2026-11-23",
)
ODD_DAY = Sentence(
    "{day} di luar {earliest} sampai {latest}; periksa tahunnya",
    "{day} lies outside {earliest} to {latest}; check the year",
)
FUTURE_DAY = Sentence(
    "{day} belum tiba (hari ini {today} WITA); tulis hari yang sudah tiba",
    "{day} is in the future (today is {today} in WITA); write a day that has come",
)
NO_PHONE = Sentence(
    "ini tidak seperti nomor telepon; tulis seperti 0812-3456-7890",
    "it reads like no phone number; write it as 0812-3456-7890",
)
NO_QUESTION = Sentence(
    "{words!r} tidak ditanyakan; pilih salah satu: {known}",
    "{words!r} is not asked; one of {known}",
)
NO_ANSWER = Sentence(
    "{words!r} tidak dikenal; pilih salah satu: {known}",
    "{words!r} is unknown; one of {known}",
)
NO_CHANNEL = Sentence(
    "{channel!r} tidak dikenal; pilih salah satu: {channels}",
    "{channel!r} is unknown; one of {channels}",
)

FIELDS = {
    "answer": Sentence("jawaban", "answer"),
    "source": Sentence("sumber", "source"),
    "as of": Sentence("keadaan per tanggal", "as of"),
    "until": Sentence("berlaku sampai", "until"),
    "trigger": Sentence("pemicu", "trigger"),
    "to": Sentence("lembaga tujuan", "the body it is referred to"),
    "since": Sentence("sejak tanggal", "since"),
    "sanction": Sentence("sanksi", "sanction"),
    "ringkasan": Sentence("ringkasan", "summary"),
    "question": Sentence("pertanyaan", "question"),
    "note": Sentence("catatan", "note"),
    "decree": Sentence("keputusan", "decree"),
    "decided on": Sentence("tanggal putusan", "decided on"),
    "court": Sentence("pengadilan", "court"),
    "clause": Sentence("butir", "clause"),
    "brought on": Sentence("tanggal disampaikan", "brought on"),
    "banjar": Sentence("banjar", "banjar"),
    "contact note": Sentence("catatan kontak", "contact note"),
    "date": Sentence("tanggal", "date"),
    "decline reason": Sentence("alasan menolak", "decline reason"),
    "document": Sentence("dokumen", "document"),
    "channel": Sentence("saluran", "channel"),
    "due on": Sentence("jatuh tempo", "due on"),
    "email": Sentence("surel", "email"),
    "evidence": Sentence("bukti", "evidence"),
    "faith": Sentence("agama", "faith"),
    "families": Sentence("jumlah KK", "families"),
    "figure reason": Sentence("alasan tokoh", "figure reason"),
    "hand over": Sentence("alasan pelimpahan", "hand over"),
    "handling": Sentence("penanganan", "handling"),
    "incident": Sentence("kejadian", "incident"),
    "injured": Sentence("jumlah korban luka", "injured"),
    "message": Sentence("pesan", "message"),
    "minutes": Sentence("berita acara", "minutes"),
    "name": Sentence("nama", "name"),
    "no prevention": Sentence("alasan tanpa pencegahan", "no prevention"),
    "not to tell": Sentence("jangan diberi tahu", "not to tell"),
    "office": Sentence("jabatan", "office"),
    "officer": Sentence("nama petugas", "officer"),
    "out of school": Sentence("jumlah anak tidak bersekolah", "out of school"),
    "outcome": Sentence("hasil", "outcome"),
    "party": Sentence("pihak", "party"),
    "place": Sentence("banjar atau desa adat", "banjar or customary village"),
    "people": Sentence("jumlah orang", "people"),
    "phone": Sentence("telepon", "phone"),
    "prevention": Sentence("pencegahan", "prevention"),
    "prevention owner": Sentence("penanggung jawab pencegahan", "prevention owner"),
    "reason": Sentence("alasan", "reason"),
    "reassignment": Sentence("alasan pengalihan", "reassignment"),
    "result": Sentence("hasil", "result"),
    "review reason": Sentence("alasan telaah", "review reason"),
    "root cause": Sentence("akar masalah", "root cause"),
    "settling": Sentence("alasan dikesampingkan", "settling"),
    "severity": Sentence("keparahan", "severity"),
    "signed on": Sentence("tanggal tanda tangan", "signed on"),
    "source_id": Sentence("source_id", "source_id"),
    "stage": Sentence("tahap eskalasi", "stage"),
    "text": Sentence("teks", "text"),
    "their phone": Sentence("telepon orang itu", "their phone"),
    "village": Sentence("desa", "village"),
    "what was done": Sentence("yang dikerjakan", "what was done"),
}
ANSWER_TO = Sentence("jawaban untuk {key}", "answer to {key}")
CLAUSE = Sentence("butir {number}", "clause {number}")


def called(what: str | Said) -> Said:
    """Call a field by its name in both languages; one that is named already stays."""
    if not isinstance(what, str):
        return what
    return FIELDS.get(what, Sentence(what, what)).filled()
