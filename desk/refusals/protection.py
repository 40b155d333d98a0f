"""Refusals around what protects a reporter: words, identity, reprisal, whom not to tell."""

from kit.sentences import Sentence

WHICH_TEXT = Sentence(
    "ada {count} teks yang belum dibuka; sebutkan satu: {texts}",
    "it has {count} texts that were not released; name one of them: {texts}",
)
RELEASED_ALREADY = Sentence(
    "teks {text} sudah dibuka bagi instansi", "the text {text} was released to agencies already"
)
NOTHING_TO_RELEASE = Sentence(
    "tidak ada teks laporan yang masih dapat dibuka",
    "it has no text of a report that could still be released",
)
NOT_A_REPORT = Sentence(
    "{text} bukan teks sebuah laporan dari kasus ini",
    "{text} is no text of a report of this case",
)
QUOTES = Sentence(
    "ringkasan mengulang kata-kata pelapor ({count} kata berturut-turut mulai kata ke-{place}); "
    "tulis dengan kata-kata sendiri, sebab susunan kata pun menunjuk pelapornya",
    "the ringkasan repeats the reporter's words ({count} in a row from word {place} on); "
    "write it in your own, since phrasing points at its reporter too",
)
NO_IDENTITY = Sentence(
    "pelapor tidak meninggalkan nama maupun alamat", "its reporter left neither name nor address"
)
UNREADABLE = Sentence(
    "identitasnya tidak dapat dibuka dengan kunci rumah ini",
    "its identity cannot be opened with this home's key",
)
WRONG_CODE = Sentence(
    "nomor dan kode pantau ini tidak cocok; salin kode 16 angka dari tanda terima",
    "this number and tracking code do not belong together; copy the 16 digits from the receipt",
)
CANNOT_TAKE = Sentence(
    "{agency} tidak dapat memimpin kasus ini; tanyakan kepada sekretariat",
    "{agency} cannot lead this case; ask the secretariat",
)
MUST_NOT_KNOW = Sentence(
    "pelapor meminta agar {agency} tidak diberi tahu; pilih instansi lain",
    "its reporter asked that {agency} is not told; choose another agency",
)
NOBODY_CALLED = Sentence(
    "{words!r} bukan instansi, tokoh, atau jabatan yang dikenal; tulis mis. {known}, "
    "kode instansi, atau id tokoh",
    "{words!r} is no agency, figure or office that is known; write for example {known}, "
    "an agency's code, or a figure's id",
)
IDENTITY_WAITS = Sentence(
    "pembukaan identitas sudah diminta; selesaikan dulu permintaan itu",
    "opening its identity was asked for already; settle that request first",
)
NOTHING_ASKED = Sentence(
    "tidak ada permintaan membuka identitas yang menunggu",
    "no request to open its identity is waiting",
)
CONSENTED_ALREADY = Sentence(
    "permintaan ini sudah disetujui oleh {who}", "{who} consented to this request already"
)
YOUR_OWN_REQUEST = Sentence(
    "Anda sendiri yang memintanya; koordinator lain yang harus menyetujui",
    "you asked for it yourself; another coordinator must consent",
)
NOT_YOUR_REQUEST = Sentence(
    "hanya {who}, yang memintanya, yang boleh membuka identitas ini",
    "only {who}, who asked, may open this identity",
)
NOT_CONSENTED = Sentence(
    "belum ada koordinator lain yang menyetujuinya", "no other coordinator has consented yet"
)
CONSENT_OVER = Sentence(
    "persetujuannya berakhir pada {until}; minta lagi",
    "the consent was good until {until}; ask again",
)
