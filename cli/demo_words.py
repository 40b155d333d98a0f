"""What the demonstration says, in both languages."""

from pathlib import Path

from cli.demo_board import Said
from desk.demonstration import PASSWORD, SAMPLES
from engine.running import RunningState

DID: dict[str, Said] = {
    "joined": {"id": "laporan kembar digabung oleh petugas", "en": "twin joined by a coordinator"},
    "dismissed": {
        "id": "laporan tanpa sengketa tidak dilanjutkan oleh petugas",
        "en": "report without a dispute dismissed by a coordinator",
    },
    "reviewed": {"id": "ditelaah petugas", "en": "reviewed by a coordinator"},
    "accepted": {"id": "instansi menerima penugasan", "en": "agencies accept"},
    "declined": {
        "id": "instansi menolak: kasus berpindah",
        "en": "agency declines: the case moves on",
    },
    "contacted": {"id": "pihak ditemui terpisah", "en": "sides met, each apart"},
    "unwilling": {
        "id": "satu pihak tidak mau bermediasi: ditangani instansi",
        "en": "side that will not talk: the agency handles it",
    },
    "figure_accepted": {"id": "tokoh bersedia", "en": "figures accept"},
    "figure_cannot": {
        "id": "tokoh berhalangan: diganti",
        "en": "figure who cannot come: replaced",
    },
    "objected": {
        "id": "pihak menolak seorang tokoh: diganti",
        "en": "side that refuses a figure: replaced",
    },
    "consented": {"id": "pihak menyetujui para tokoh", "en": "sides accept the panel"},
    "adjourned": {"id": "musyawarah dilanjutkan lain hari", "en": "meeting adjourned"},
    "agreed": {"id": "musyawarah mencapai sepakat", "en": "meetings agree"},
    "withdrawn": {
        "id": "pihak mundur: ditangani instansi",
        "en": "side that withdraws: the agency handles it",
    },
    "signed": {"id": "kesepakatan ditandatangani", "en": "agreements signed"},
    "kept": {"id": "butir kesepakatan ditepati", "en": "clauses kept"},
    "broken": {
        "id": "butir kesepakatan dilanggar: kembali ke mediasi",
        "en": "clause broken: back to talks",
    },
    "handled": {"id": "penanganan selesai", "en": "handlings finished"},
    "referred": {"id": "dirujuk ke Gubernur", "en": "referred to the Governor"},
    "approved": {
        "id": "penutupan disetujui orang kedua",
        "en": "closures approved by a second person",
    },
}

FIRST_DAY: Said = {
    "id": "Hari pertama: petugas menelaah, instansi menjawab, menemui para pihak, menangani",
    "en": "The first day: coordinators review, agencies answer, meet the sides, handle",
}
SILENCE: Said = {
    "id": "Satu instansi diam; batas jawabannya berjalan",
    "en": "One agency stays silent; its limit runs",
}
REMINDED: Said = {"id": "instansi diingatkan", "en": "the agency is reminded"}
ESCALATED: Said = {"id": "atasannya diberi tahu", "en": "its superior is told"}
TALKS: Said = {
    "id": "Musyawarah disiapkan: tokoh dan para pihak menjawab",
    "en": "Talks are prepared: figures and sides answer",
}
STARTING: Said = {
    "id": "Menyalakan PostgreSQL, Prefect, pekerja dan server surat",
    "en": "Starting PostgreSQL, Prefect, worker and mail server",
}
CHECKING: Said = {"id": "Memeriksa semuanya", "en": "Checking everything"}
STOPPING: Said = {"id": "Mematikan semuanya", "en": "Stopping everything"}
INTERRUPTED_BY_YOU = {
    "id": "Dihentikan; tidak ada yang tertinggal",
    "en": "Stopped; nothing is left behind",
}
LEFT = {"id": "Log ada di", "en": "The logs are in"}


def same(sentence: str) -> Said:
    """What reads the same in both languages."""
    return {"id": sentence, "en": sentence}


def where(state: RunningState, *, home: Path) -> list[Said]:
    """Where to look while it is left running."""
    logins = ", ".join(f"{login} ({actor})" for login, actor in SAMPLES)
    return [
        same(f"Portal: {state.portal_url}/demo"),
        {
            "id": f"Akun contoh, kata sandi '{PASSWORD}': {logins}",
            "en": f"Sample accounts, password '{PASSWORD}': {logins}",
        },
        {
            "id": "Kode autentikator, surat-surat dan waktu kasus ada di halaman itu",
            "en": "Authenticator codes, the mails and case time are on that page",
        },
        same(f"Prefect: {state.prefect_url.removesuffix('/api')}"),
        {"id": f"Rumah: {home}", "en": f"Home: {home}"},
        {"id": f"Surat: {state.mail_folder}", "en": f"Mails: {state.mail_folder}"},
        {"id": "Ctrl-C menghentikan semuanya", "en": "Ctrl-C stops everything"},
    ]


def ended(seconds: float, *, passed: bool) -> Said:
    """How it ended, and after how many seconds."""
    if passed:
        return {"id": f"Semua baik, {seconds:.0f} s", "en": f"All is well, {seconds:.0f} s"}
    return {
        "id": f"Ada yang tidak beres, {seconds:.0f} s",
        "en": f"Not all is well, {seconds:.0f} s",
    }
