"""Refusals at the door: accounts, passwords, second factors."""

from kit.sentences import Sentence

LOGIN = Sentence("nama masuk", "login")
PASSWORD = Sentence("kata sandi", "password")
CODE = Sentence("kode", "code")
BAD_LOGIN = Sentence(
    "tulis 3 sampai 64 huruf kecil, angka, titik, garis atau @",
    "write 3 to 64 small letters, digits, dots, dashes or @",
)
LOGIN_TAKEN = Sentence("sudah ada akun {login}", "there is an account {login} already")
NO_ACCOUNT = Sentence("tidak ada akun {login}", "there is no account {login}")
NOT_AN_OFFICE = Sentence(
    "{role} tidak masuk dengan akun; yang bisa: {roles}",
    "a {role} does not sign in with an account; these do: {roles}",
)
ADMINISTRATORS_ONLY = Sentence(
    "{who} tidak boleh mengurus akun; yang boleh hanya administrator",
    "{who} may not keep accounts, only an administrator may",
)
OWN_ACCOUNT = Sentence(
    "{login} adalah akun Anda sendiri; mintalah administrator lain menonaktifkannya",
    "{login} is your own account; ask another administrator to disable it",
)
LAST_ADMINISTRATOR = Sentence(
    "{login} adalah administrator terakhir yang dapat masuk; tambahkan administrator lain dahulu",
    "{login} is the last administrator who can sign in; add another one first",
)
SUBJECT = Sentence("identitas penyedia", "provider's identity")
BAD_SUBJECT = Sentence(
    "tulis seperti yang ditampilkan halaman masuk: https://penyedia|identitas",
    "write it as the sign-in page shows it: https://provider|identity",
)
SUBJECT_TAKEN = Sentence("sudah dipakai akun {login}", "account {login} has it already")
DISABLED_ALREADY = Sentence(
    "akun {login} sudah dinonaktifkan", "account {login} is disabled already"
)
TOO_SHORT = Sentence(
    "minimal {least} tanda; beberapa kata yang mudah Anda ingat sudah cukup",
    "at least {least} signs; a few words that you remember will do",
)
TOO_LONG = Sentence("paling banyak {most} tanda", "at most {most} signs")
TOO_COMMON = Sentence(
    "terlalu mudah ditebak; pakai beberapa kata yang tidak berhubungan",
    "too easily guessed; use a few words that have nothing to do with each other",
)
WRONG = Sentence(
    "nama masuk, kata sandi atau kode tidak cocok",
    "login, password or code do not match",
)
SETUP_OVER = Sentence(
    "tautan ini sudah dipakai, diganti atau berakhir; minta yang baru kepada administrator",
    "this link was used, replaced or has expired; ask an administrator for a new one",
)
WRONG_CODE = Sentence(
    "kode itu tidak cocok; pakai kode yang sedang tampil di aplikasi autentikator Anda",
    "that code does not match; use the one that your authenticator shows now",
)
NOT_LINKED = Sentence(
    "belum ada akun Rukun bagi identitas ini",
    "no account of Rukun belongs to this identity yet",
)
NO_AUTHENTICATOR = Sentence(
    "akun ini perlu autentikator; minta tautan pengaturan kepada administrator",
    "this account needs an authenticator; ask an administrator for a setup link",
)
NO_PASSWORD = Sentence(
    "akun ini masuk lewat penyedia identitas dan tidak punya kata sandi",
    "this account signs in through the identity provider and has no password",
)
WRONG_NOW = Sentence(
    "kata sandi atau kode sekarang tidak cocok",
    "the present password or code does not match",
)
