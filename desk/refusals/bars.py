"""Why a bar is not raised or lifted."""

from kit.sentences import Sentence

UNKNOWN_BAR = Sentence(
    id="penghalang {bar!r} tidak dikenal; salah satu dari {known}",
    en="bar {bar!r} is unknown; one of {known}",
)
UNKNOWN_SCOPE = Sentence(
    id="cakupan {scope!r}: penghalang {bar} menutup {known}",
    en="scope {scope!r}: a bar {bar} closes {known}",
)
TOLD_IN_WORDS = Sentence(
    id="kasus tertutup milik seseorang diceritakan dengan kata-kata (--words); yang lain tidak",
    en="a person's own sealed case is told in words (--words), nothing else is",
)
JOINED = Sentence(
    id="sudah digabung ke {into}; pasang penghalangnya di sana",
    en="it was joined into {into}; raise the bar there",
)
STANDS_ALREADY = Sentence(id="penghalang {bar} sudah terpasang", en="the bar {bar} stands already")
SEALED_ALREADY = Sentence(
    id="seluruhnya sudah tertutup; tambahkan sebagai kejadian baru",
    en="all of it is sealed already; add to it as an incident",
)
NOT_READ = Sentence(
    id="kasus ini tertutup bagi Anda: penghalang lain di dalamnya dipasang oleh yang membacanya",
    en="it is sealed to you: only who reads it raises other bars in it",
)
NOTHING_SEALED = Sentence(
    id="kasus ini tidak tertutup; yang lebih luas sudah ada di dalamnya",
    en="it is not sealed; whatever is wider is in it already",
)
STILL_TELLS = Sentence(
    id="kata-kata ini masih terbaca sebagai kekerasan seksual, di rumah, atau atas anak; tulis "
    "bentrokan atau sengketanya saja, tanpa yang dirugikan",
    en="these words still read as sexual violence, violence at home or against a child; write of "
    "the clash or dispute alone, without who was harmed",
)
STANDS_NOT = Sentence(id="tidak ada penghalang {bar} di dalamnya", en="no bar {bar} stands in it")
NOT_ASKED = Sentence(
    id="tidak ada yang meminta penghalang {bar} dicabut",
    en="nobody asked to lift the bar {bar}",
)
NOT_FOR_THEM = Sentence(id="{who} tidak boleh melakukannya", en="{who} may not do this")
NOT_SEALED = Sentence(
    id="kasus ini tidak tertutup atau sudah berakhir; tidak ada yang dicatat",
    en="it is not sealed or has ended; there is nothing to record",
)
