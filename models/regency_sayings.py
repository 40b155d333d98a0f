"""What is wrong with a regency's files, in the words of whoever writes them, and what to do."""

from kit.sentences import Sentence

BROKEN = Sentence(
    "{folder} tidak dapat dipakai, {count} yang harus diperbaiki:\n{lines}",
    "{folder} can't be used, {count} to correct:\n{lines}",
)

# A file as a whole.
MISSING_FILE = Sentence(
    "tidak ada; salin dari kabupaten yang memilikinya, lalu ubah",
    "is missing; copy it from a regency that has it and change it",
)
NOT_UTF8 = Sentence(
    "bukan UTF-8; simpan dengan penyandian itu", "is not in UTF-8; save it with that encoding"
)
UNREADABLE = Sentence(
    "tidak dapat dibaca ({why}); periksa izinnya", "can't be read ({why}); check its permissions"
)
BROKEN_TABLE = Sentence(
    "{why}; periksa tanda kutip dan simpan sebagai CSV dalam UTF-8",
    "{why}; check quotes and save it as CSV in UTF-8",
)
NO_LIST = Sentence(
    "seharusnya daftar; awali setiap isinya dengan -",
    "should be a list; begin each entry with -",
)

# A value.
MISSING = Sentence("tidak ada; tambahkan", "is missing; add it")
NO_FIELD = Sentence(
    "bukan isian di sini; perbaiki ejaannya atau hapus",
    "is no field here; correct its spelling or remove it",
)
NOT_OF_FORM = Sentence("{found} bukan {form}", "{found} is not {form}")
FORM = Sentence("berbentuk {pattern}", "of the form {pattern}")
NONE_OF = Sentence(
    "{found} tidak ada di antara {expected}; pilih satu",
    "{found} is none of {expected}; choose one",
)
UNFIT = Sentence("{why} (tertulis {found})", "{why} (found {found})")
NO_TEXT = Sentence(
    "{found} seharusnya teks; beri tanda kutip", "{found} should be a text; put it in quotes"
)
NO_MAPPING = Sentence(
    "{found} seharusnya pasangan; tulis sebagai isian: nilai",
    "{found} should be a mapping; write it as field: value",
)
NO_NUMBER = Sentence("{found} seharusnya bilangan bulat", "{found} should be a whole number")
AT_LEAST = Sentence(
    "{found} terlalu kecil; paling sedikit {ge}", "{found} is too small; at least {ge}"
)
AT_MOST = Sentence(
    "{found} terlalu besar; paling banyak {le}", "{found} is too large; at most {le}"
)
TOO_FEW = Sentence(
    "isinya {actual_length}, paling sedikit {min_length}; tambahkan",
    "has {actual_length} entries, at least {min_length} are needed; add some",
)
NO_LIST_HERE = Sentence(
    "{found} seharusnya daftar; tulis sebagai [satu, dua]",
    "{found} should be a list; write it as [one, two]",
)
NO_DATE = Sentence(
    "{found} bukan tanggal; tulis seperti 2026-11-23", "{found} is no date; write it as 2026-11-23"
)
NO_TIME = Sentence(
    '{found} bukan jam; tulis seperti "08:00"', '{found} is no time; write it as "08:00"'
)
NO_TRUTH = Sentence("{found} seharusnya true atau false", "{found} should be true or false")

# Between the files.
TWICE = Sentence(
    "{code} tertulis dua kali; beri yang ini kode sendiri",
    "{code} stands twice; give this one a code of its own",
)
UNKNOWN = Sentence(
    "{code}: tidak ada {called} seperti itu; {near}", "{code}: there is no such {called}; {near}"
)
DID_YOU_MEAN = Sentence("maksudnya {code}?", "did you mean {code}?")
CORRECT_OR_ADD = Sentence("perbaiki atau tambahkan", "correct it or add one")
RULES_OF_MEETING = Sentence(
    "{kind}: tulis aturannya satu kali, sekarang tertulis {count} kali",
    "{kind}: write its rules once, they are written {count} times",
)
NO_FORUM = Sentence(
    "{body}: awali dengan forumnya: {forums}", "{body}: begin it with its forum: {forums}"
)
NOT_IN_KECAMATAN = Sentence(
    "{code} tidak terletak di kecamatan {kecamatan}: kode desa diawali kode kecamatannya",
    "{code} does not lie in kecamatan {kecamatan}: a village's code begins with its kecamatan's",
)
TWO_COORDINATORS = Sentence(
    "menutup kasus perlu orang kedua; tambahkan seorang koordinator lagi",
    "closing a case takes a second person; add another coordinator",
)
NOBODY_IS = Sentence("tidak ada {role}; tambahkan satu", "nobody is {role}; add one")
NOBODY_ANSWERS = Sentence(
    "{agency}: tidak ada pelaku yang menjawab untuknya; tambahkan di actors.yaml",
    "{agency}: no actor answers for it; add one to actors.yaml",
)
LETTER_OF_LAW = Sentence(
    "tidak ada kategori untuk UU 7/2012 Ps 5 huruf {letter}; berikan kepada salah satu",
    "no category covers UU 7/2012 Ps 5 letter {letter}; give it to one",
)
ALL_WEEKEND = Sentence(
    "ketujuh hari adalah akhir pekan: tidak ada batas waktu yang berakhir; keluarkan hari kerja",
    "all seven days are weekend: no deadline would ever end; leave out a worked day",
)
CLOSES_FIRST = Sentence(
    "kantor tutup sebelum buka; tulis jam yang lebih lambat pada closes",
    "the offices close before they open; write the later hour under closes",
)
NEVER_REACHED = Sentence(
    "{route} tidak pernah tercapai: rute sebelumnya selalu berlaku; naikkan tempatnya",
    "{route} is never reached: the route before it holds always; move it up",
)
NO_LAST_ROUTE = Sentence(
    "{category} tidak punya rute yang selalu berlaku; tambahkan di routing.yaml",
    "{category} has no route that holds always; add one to routing.yaml",
)
NO_OVERRIDE = Sentence(
    "tidak ada pengecualian untuk kasus {bar}; tambahkan satu dengan `when: {{bars: [{bar}]}}`",
    "no override takes {bar} cases; add one with `when: {{bars: [{bar}]}}`",
)
BARRED = Sentence(
    "{category} terhalang ({bar}): ubah pendekatannya",
    "{category} is barred ({bar}): change the approach",
)
NO_DUTY = Sentence(
    "{agency} mendukung tanpa tugas; tulis di sini atau pada duties",
    "{agency} supports without a duty; write it here or in duties",
)

# The roster of duty.
NOBODY_ON_DUTY = Sentence(
    "di {kecamatan} tidak ada yang piket sejak {hour} (edisi {edition}, hari {day}); "
    "tambahkan jaga",
    "in {kecamatan} nobody is on duty from {hour} on ({edition} edition, {day} days); add a shift",
)
NO_AGENCY = Sentence("{code}: tidak ada instansi seperti itu", "{code}: there is no such agency")
NO_POST = Sentence(
    "{code}: tidak ada pos seperti itu; perbaiki atau tambahkan",
    "{code}: there is no such post; correct it or add one",
)
RUNGS = Sentence(
    "perlu {count} jenjang, satu untuk setiap angka climb, tidak satu pun kosong",
    "needs {count} rungs, one for each number of climb, none of them empty",
)
NYEPI_LINE = Sentence(
    "pada Nyepi data seluler mati: sebut pos yang memiliki fixed_line di sini",
    "on Nyepi mobile data is off: name a post with fixed_line here",
)
NO_REPRISAL = Sentence(
    "di {kecamatan} tidak ada yang dibangunkan bila pelapor diancam; tambahkan deretnya",
    "in {kecamatan} nobody is woken for a threatened reporter; add a ladder",
)
NOT_TOLD = Sentence(
    "{post} bukan milik {bodies}: tidak boleh diberi tahu",
    "{post} belongs to none of {bodies}: it may not be told",
)

CALLED = {
    "village": Sentence("desa atau kelurahan", "village"),
    "kecamatan": Sentence("kecamatan", "kecamatan"),
    "agency": Sentence("instansi", "agency"),
    "agency or kind": Sentence("instansi atau jenisnya", "agency or kind"),
    "category": Sentence("kategori", "category"),
    "actor": Sentence("pelaku", "actor"),
    "outcome": Sentence("hasil", "outcome"),
    "object": Sentence("hal yang disengketakan", "object"),
    "area": Sentence("wilayah", "area"),
}
