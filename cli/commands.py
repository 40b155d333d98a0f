"""All commands: where each one is, the line that the help shows, and an example."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: ``module:attribute``, its panel in the help, its line, an example."""

    target: str
    panel: str
    line: dict[str, str]
    example: str

    @property
    def module(self) -> str:
        """The module that holds it."""
        return self.target.partition(":")[0]

    @property
    def attribute(self) -> str:
        """Its name in the module."""
        return self.target.partition(":")[2]


PANELS = {
    "run": {"id": "Menjalankan", "en": "Running"},
    "report": {"id": "Laporan", "en": "Reports"},
    "look": {"id": "Melihat", "en": "Looking"},
    "alarm": {"id": "Keadaan merah", "en": "Red alarms"},
    "decide": {"id": "Sekretariat", "en": "The secretariat"},
    "agency": {"id": "Instansi", "en": "Agencies"},
    "talk": {"id": "Musyawarah", "en": "Talks"},
    "house": {"id": "Rumah tangga", "en": "The house"},
}


def _entry(target: str, panel: str, *, id_: str, en: str, example: str) -> Entry:
    return Entry(target, panel, {"id": id_, "en": en}, example)


COMMANDS: dict[str, Entry] = {
    "demo": _entry(
        "cli.running:demo",
        "run",
        id_="Jalankan semuanya di rumah sementara dan mainkan dua puluh kasus.",
        en="Start everything in a temporary home and play twenty cases.",
        example="rukun demo --keep",
    ),
    "up": _entry(
        "cli.running:up",
        "run",
        id_="Jalankan Rukun di sini: basis data, Prefect, pekerja, surel.",
        en="Start Rukun here: database, Prefect, worker, mail.",
        example="rukun up",
    ),
    "status": _entry(
        "cli.running:status",
        "run",
        id_="Apa yang berjalan, dan di mana kasus-kasus berada.",
        en="What runs, and where the cases stand.",
        example="rukun status --json",
    ),
    "doctor": _entry(
        "cli.doctor:doctor",
        "run",
        id_="Periksa semuanya dan katakan apa yang harus dilakukan.",
        en="Check everything and say what to do.",
        example="rukun doctor",
    ),
    "relay": _entry(
        "cli.running:relay",
        "run",
        id_="Jalankan pembunyi lonceng sendirian, di samping pekerja lain.",
        en="Run the relay alone, beside other workers.",
        example="rukun relay",
    ),
    "report": _entry(
        "cli.reporting:report",
        "report",
        id_="Catat sebuah laporan; sekecil apa pun.",
        en="Hand in a report, even of the smallest problem.",
        example='rukun report "Patok batas sawah dipindahkan." --village 51.05.02.2004',
    ),
    "threatened": _entry(
        "cli.protecting:threatened",
        "report",
        id_="Saya terancam karena melapor: kasus tertutup bagi polisi dan sekretariat saja.",
        en="I am threatened for having reported: sealed, to police and secretariat only.",
        example='rukun threatened KLK-2026-00012 "Rumah saya dilempari." --code 1234567890123456',
    ),
    "import": _entry(
        "cli.importing:import_reports",
        "report",
        id_="Masukkan laporan dari berkas .csv, .jsonl, atau .ndjson.",
        en="Import reports from a .csv, .jsonl or .ndjson file.",
        example="rukun import laporan.csv --source lapor",
    ),
    "cases": _entry(
        "cli.looking:cases",
        "look",
        id_="Daftar kasus.",
        en="List cases.",
        example="rukun cases --status needs_review --as coordinator:KESBANG-SEKRETARIS",
    ),
    "show": _entry(
        "cli.looking:show",
        "look",
        id_="Satu kasus dengan riwayatnya.",
        en="One case with its timeline.",
        example="rukun show KLK-2026-00012 --as coordinator:KESBANG-SEKRETARIS",
    ),
    "alert": _entry(
        "cli.alarms:app",
        "alarm",
        id_="Alarm merah: list, acknowledge, report.",
        en="Red alarms: list, acknowledge, report.",
        example="rukun alert acknowledge KLK-2026-00012 --as duty:POLSEK-51.05.01",
    ),
    "call": _entry(
        "cli.alarms:call",
        "alarm",
        id_="Siapa yang harus ditelepon, dan catat teleponnya.",
        en="Whom to ring, and record the call.",
        example="rukun call KLK-2026-00012 --as coordinator:KESBANG-PIKET",
    ),
    "duty": _entry(
        "cli.alarms:duty",
        "alarm",
        id_="Daftar piket: print, now.",
        en="The duty roster: print, now.",
        example="rukun duty print --nyepi",
    ),
    "review": _entry(
        "cli.deciding:review",
        "decide",
        id_="Putuskan kasus yang perlu telaah.",
        en="Decide a case that needs review.",
        example="rukun review KLK-2026-00012 --as coordinator:KESBANG-PIKET --category BTS",
    ),
    "release": _entry(
        "cli.protecting:release",
        "decide",
        id_="Buka kata-kata laporan bagi instansi kasus itu.",
        en="Let a case's agencies read a report's words.",
        example="rukun release KLK-2026-00012 --as coordinator:KESBANG-PIKET",
    ),
    "summary": _entry(
        "cli.protecting:summary",
        "decide",
        id_="Tulis ringkasan yang dibaca instansi sebagai ganti laporan.",
        en="Write a ringkasan that agencies read in place of the report.",
        example='rukun summary KLK-2026-00012 "Dua desa berselisih soal patok sawah." '
        "--as coordinator:KESBANG-PIKET",
    ),
    "identity": _entry(
        "cli.protecting:identity",
        "decide",
        id_="Buka identitas pelapor, dengan alasan yang tersegel.",
        en="Open who reported, for a reason that is sealed.",
        example="rukun identity KLK-2026-00012 --as coordinator:KESBANG-PIKET "
        '--reason "pelapor minta dijemput"',
    ),
    "reassign": _entry(
        "cli.deciding:reassign",
        "decide",
        id_="Serahkan kasus kepada instansi lain.",
        en="Give a case to another agency.",
        example="rukun reassign KLK-2026-00012 TAPEM --as coordinator:KESBANG-KEPALA "
        '--reason "batas dua kecamatan"',
    ),
    "close": _entry(
        "cli.deciding:close",
        "decide",
        id_="Setujui penutupan kasus, sebagai orang kedua.",
        en="Approve a case's closure, as the second person.",
        example="rukun close KLK-2026-00012 --as coordinator:KESBANG-KEPALA --outcome settled "
        '--root-cause boundary --no-prevention "patok sudah dipasang bersama"',
    ),
    "clock": _entry(
        "cli.clocks:app",
        "decide",
        id_="Batas waktu: pause, resume.",
        en="Limits: pause, resume.",
        example="rukun clock pause KLK-2026-00012 mediation --as coordinator:KESBANG-PIKET "
        "--reason mourning",
    ),
    "bar": _entry(
        "cli.barring:app",
        "decide",
        id_="Penghalang: raise, lift (sealed, crime, court, election).",
        en="Bars: raise, lift (sealed, crime, court, election).",
        example="rukun bar raise KLK-2026-00012 court --as coordinator:KESBANG-KEPALA",
    ),
    "sealed": _entry(
        "cli.barring:sealed",
        "agency",
        id_="Tugas tertutup: protected, reported.",
        en="A sealed task: protected, reported.",
        example="rukun sealed protected KLK-2026-00012 --as agency:POLRES",
    ),
    "refer": _entry(
        "cli.ending:refer",
        "decide",
        id_="Rujuk kasus ke lembaga lain; ditanya tiap 30 hari.",
        en="Refer a case to another body; asked every 30 days.",
        example="rukun refer KLK-2026-00012 GUBERNUR --as coordinator:KESBANG-KEPALA"
        " --reason-code two_regencies",
    ),
    "referral": _entry(
        "cli.ending:referral",
        "decide",
        id_="Catat jawaban lembaga rujukan: ended atau returned.",
        en="Record the other body's answer: ended or returned.",
        example="rukun referral KLK-2026-00012 ended --as coordinator:KESBANG-KEPALA",
    ),
    "reopen": _entry(
        "cli.ending:reopen",
        "decide",
        id_="Buka kembali kasus yang sudah berakhir.",
        en="Reopen an ended case as a new episode.",
        example="rukun reopen KLK-2026-00012 --as coordinator:KESBANG-KEPALA "
        "--reason-code new_facts --reason ...",
    ),
    "objection": _entry(
        "cli.ending:objection",
        "decide",
        id_="Keberatan atas pengakhiran: raise, uphold, reject.",
        en="An objection to an ending: raise, uphold, reject.",
        example="rukun objection KLK-2026-00012 uphold --as coordinator:KESBANG-KEPALA "
        "--reason ...",
    ),
    "displaced": _entry(
        "cli.ending:displaced",
        "agency",
        id_="Catat pengungsi dan anak yang tidak bersekolah.",
        en="Record who is away from home or out of school.",
        example="rukun displaced KLK-2026-00012 --as agency:POLRES --people 21 --source polsek ...",
    ),
    "sanction": _entry(
        "cli.ending:sanction",
        "agency",
        id_="Catat sanksi adat yang berlaku atau dicabut.",
        en="Record a customary sanction, in force or lifted.",
        example="rukun sanction KLK-2026-00012 kasepekang --as agency:MDA --source desa_adat ...",
    ),
    "prevented": _entry(
        "cli.ending:prevented",
        "agency",
        id_="Catat bahwa langkah pencegahan sudah dilakukan.",
        en="Record that the prevention step was done.",
        example="rukun prevented KLK-2026-00012 --as agency:PUPR --evidence ...",
    ),
    "retry": _entry(
        "cli.deciding:retry",
        "decide",
        id_="Coba lagi langkah yang macet.",
        en="Try a stuck step again.",
        example="rukun retry KLK-2026-00012 --as coordinator:KESBANG-PIKET",
    ),
    "settle": _entry(
        "cli.deciding:settle",
        "decide",
        id_="Kesampingkan langkah yang macet, dengan alasan.",
        en="Put a stuck step aside, with a reason.",
        example='rukun settle KLK-2026-00012 --as coordinator:KESBANG-PIKET --reason "selesai"',
    ),
    "answer": _entry(
        "cli.answering:answer",
        "agency",
        id_="Jawab penugasan atau permintaan menengahi, dengan token surel.",
        en="Answer an assignment, or a request to mediate, with the mail's token.",
        example='rukun answer TOKEN --accept --office "Camat Dawan" --officer "Ni Made Sari"',
    ),
    "support": _entry(
        "cli.supporting:support",
        "agency",
        id_="Instansi pendukung: tugas diterima, atau apa yang dikerjakan.",
        en="A supporting agency: the task arrived, or what was done.",
        example='rukun support TOKEN --did "Petugas berjaga di lokasi."',
    ),
    "contact": _entry(
        "cli.answering:contact",
        "agency",
        id_="Catat pertemuan dengan para pihak, masing-masing sendiri.",
        en="Record that the sides were met, each apart.",
        example="rukun contact KLK-2026-00012 --as agency:CAMAT-51.05.02 "
        '--party "Desa Tusan|village|51.05.02.2004|yes"',
    ),
    "incident": _entry(
        "cli.happening:incident",
        "agency",
        id_="Catat kejadian baru dalam kasus yang masih terbuka.",
        en="Record a new incident in an open case.",
        example='rukun incident KLK-2026-00012 "Tadi malam ada lemparan batu" '
        "--as agency:CAMAT-51.05.02",
    ),
    "tie": _entry(
        "cli.agencies:tie",
        "agency",
        id_="Nyatakan hubungan kepentingan; yang terkait dilewati.",
        en="Declare a tie; whoever has it is passed over.",
        example="rukun tie KLK-2026-00012 business --as agency:CAMAT-51.05.02",
    ),
    "officer": _entry(
        "cli.agencies:officer",
        "agency",
        id_="Kasus dipegang petugas lain di instansi yang sama.",
        en="Another officer of the same agency has the case.",
        example='rukun officer KLK-2026-00012 "Ni Made Sari" --office "Kasi Trantib" '
        "--as agency:CAMAT-51.05.02",
    ),
    "handover": _entry(
        "cli.agencies:handover",
        "agency",
        id_="Serah terima jabatan: nota dengan semua kasus terbuka.",
        en="An office changes hands: a note with all its open cases.",
        example="rukun handover --as agency:CAMAT-51.05.02 --note-file nota.txt",
    ),
    "handled": _entry(
        "cli.answering:handled",
        "agency",
        id_="Katakan apa yang sudah dikerjakan instansi.",
        en="Say what the agency did.",
        example="rukun handled KLK-2026-00012 --as agency:POLRES --result calmed "
        '--done "Patroli tiga malam; keadaan tenang."',
    ),
    "figure": _entry(
        "cli.talking:figure",
        "talk",
        id_="Jawaban seorang tokoh: accept, cannot, atau tie.",
        en="A figure's answer: accept, cannot or tie.",
        example="rukun figure KLK-2026-00012 BJ-ADAT-BENDESA-ALITAN accept",
    ),
    "party": _entry(
        "cli.talking:party",
        "talk",
        id_="Pihak menerima para penengah, atau keberatan atas satu tokoh.",
        en="A side accepts the panel, or objects to one figure.",
        example='rukun party KLK-2026-00012 "Desa Tusan" accept --as agency:CAMAT-51.05.02',
    ),
    "companion": _entry(
        "cli.talking:companion",
        "talk",
        id_="Siapa yang mendampingi sebuah pihak, tanpa nama.",
        en="Who comes with a side, without a name.",
        example='rukun companion KLK-2026-00012 "Desa Tusan" legal_aid --as agency:CAMAT-51.05.02',
    ),
    "meeting": _entry(
        "cli.meetings:app",
        "talk",
        id_="Musyawarah: plan, held, postpone, move, cancel.",
        en="Meetings: plan, held, postpone, move, cancel.",
        example='rukun meeting held KLK-2026-00012 --outcome agreed --party "Desa Tusan" ...',
    ),
    "agreement": _entry(
        "cli.talking:agreement",
        "talk",
        id_="Catat kesepakatan yang ditandatangani, dengan butir-butirnya.",
        en="Record a signed agreement with its clauses.",
        example="rukun agreement KLK-2026-00012 --as agency:CAMAT-51.05.02 --document-file "
        'surat.txt --clause "Memasang patok bersama|Desa Tusan|2026-12-31" --asked',
    ),
    "clause": _entry(
        "cli.talking:clause",
        "talk",
        id_="Periksa butir kesepakatan: kept, late, atau broken.",
        en="Check a clause: kept, late or broken.",
        example="rukun clause KLK-2026-00012 1 kept --as agency:CAMAT-51.05.02",
    ),
    "owner": _entry(
        "cli.talking:owner",
        "decide",
        id_="Izinkan penanggung jawab sebuah butir disurati, meski ditakuti pelapor.",
        en="Let a clause's owner be written to, though the reporter fears that office.",
        example='rukun owner KLK-2026-00012 2 --as coordinator:KESBANG-KEPALA --reason "..."',
    ),
    "notices": _entry(
        "cli.mailing:app",
        "house",
        id_="Surel: list, preview, deliver.",
        en="Mails: list, preview, deliver.",
        example="rukun notices preview case_assigned --lang en",
    ),
    "regency": _entry(
        "cli.checking:app",
        "house",
        id_="Berkas kabupaten: check.",
        en="The regency's files: check.",
        example="rukun regency check",
    ),
    "audit": _entry(
        "cli.auditing:app",
        "house",
        id_="Catatan tersegel: verify, export, checkpoint, erase.",
        en="The sealed record: verify, export, checkpoint, erase.",
        example="rukun audit verify",
    ),
}
