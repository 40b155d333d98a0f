"""Refusals to programs, and of what administrators arrange for them."""

from kit.sentences import Sentence

NAME = Sentence("nama", "name")
ADDRESS = Sentence("alamat", "address")
SCOPES = Sentence("lingkup", "scopes")
ADMINISTRATORS_ONLY = Sentence(
    "{who} tidak boleh mengurus program; yang boleh hanya administrator",
    "{who} may not arrange programs, only an administrator may",
)
BAD_NAME = Sentence(
    "tulis 3 sampai 40 huruf kecil, angka, atau garis",
    "write 3 to 40 small letters, digits or dashes",
)
NAME_TAKEN = Sentence("sudah ada yang bernama {name}", "something is called {name} already")
NO_SUCH_NAME = Sentence("tidak ada yang bernama {name}", "nothing is called {name}")
NO_SCOPE = Sentence("sebut satu atau lebih: {known}", "name one or more of: {known}")
BAD_ADDRESS = Sentence(
    "tulis alamat lengkap yang dimulai dengan https:// (http:// hanya untuk mesin ini)",
    "write the whole address, beginning with https:// (http:// for this machine only)",
)
UNKNOWN_FACT = Sentence(
    "tidak ada fakta bernama {fact}; daftarnya di docs/facts.md",
    "no fact is called {fact}; docs/facts.md lists them",
)
NOT_STOPPED = Sentence("{name} tidak sedang berhenti", "{name} is not stopped")
KEY_REUSED = Sentence(
    "kunci ini sudah dipakai untuk permintaan lain; pakai kunci baru",
    "this key was used for another call; use a new one",
)
STILL_RUNNING = Sentence(
    "permintaan dengan kunci ini sedang dikerjakan; coba lagi sebentar lagi",
    "the call with this key is still being done; try again in a moment",
)
