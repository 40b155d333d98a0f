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
