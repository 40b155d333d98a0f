"""Why a decree on a Status Keadaan Konflik is not recorded."""

from kit.sentences import Sentence

UNKNOWN = Sentence(
    "keputusan {kind!r} tidak dikenal; salah satu dari {known}",
    "decree {kind!r} is unknown; one of {known}",
)
ENDED = Sentence(
    "statusnya '{status}': kasus sudah berakhir; buka kembali dahulu",
    "it is '{status}' and has ended; reopen it first",
)
SEALED = Sentence(
    "kasus tertutup tidak menyebut keputusan yang diumumkan",
    "a sealed case names no decree that is made public",
)
STANDS = Sentence(
    "Status Keadaan Konflik masih berlaku sampai {until}; perpanjang atau cabut",
    "a Status Keadaan Konflik stands until {until}; extend or revoke it",
)
NONE_STANDS = Sentence(
    "tidak ada Status Keadaan Konflik yang berlaku", "no Status Keadaan Konflik stands"
)
EXTENDED_ALREADY = Sentence(
    "sudah diperpanjang sekali, sampai {until} (UU 7/2012 Ps 29)",
    "it was extended once already, until {until} (Law 7/2012 Art. 29)",
)
BACKWARDS = Sentence("{until} lebih awal daripada {since}", "{until} is earlier than {since}")
TOO_LONG = Sentence(
    "paling lama sampai {latest} ({days} hari, {article}), bukan {until}",
    "until {latest} at the latest ({days} days, {article}), not {until}",
)
