"""All commands: where each one is, the line that the help shows, and an example."""

from cli.casework import CASEWORK
from cli.entries import Entry, entry

COMMANDS: dict[str, Entry] = {
    "demo": entry(
        "cli.running:demo",
        "run",
        id_="Jalankan semuanya di rumah sementara dan mainkan dua puluh kasus.",
        en="Start everything in a temporary home and play twenty cases.",
        example="rukun demo --keep",
    ),
    "up": entry(
        "cli.running:up",
        "run",
        id_="Jalankan Rukun di sini: basis data, Prefect, pekerja, surel.",
        en="Start Rukun here: database, Prefect, worker, mail.",
        example="rukun up",
    ),
    "status": entry(
        "cli.running:status",
        "run",
        id_="Apa yang berjalan, dan di mana kasus-kasus berada.",
        en="What runs, and where the cases stand.",
        example="rukun status --json",
    ),
    "doctor": entry(
        "cli.doctor:doctor",
        "run",
        id_="Periksa semuanya dan katakan apa yang harus dilakukan.",
        en="Check everything and say what to do.",
        example="rukun doctor",
    ),
    "relay": entry(
        "cli.running:relay",
        "run",
        id_="Jalankan pembunyi lonceng sendirian, di samping pekerja lain.",
        en="Run the relay alone, beside other workers.",
        example="rukun relay",
    ),
    "report": entry(
        "cli.reporting:report",
        "report",
        id_="Catat sebuah laporan; sekecil apa pun.",
        en="Hand in a report, even of the smallest problem.",
        example='rukun report "Patok batas sawah dipindahkan." --village 51.05.02.2004',
    ),
    "threatened": entry(
        "cli.protecting:threatened",
        "report",
        id_="Saya terancam karena melapor: kasus tertutup bagi polisi dan sekretariat saja.",
        en="I am threatened for having reported: sealed, to police and secretariat only.",
        example='rukun threatened KLK-2026-00012 "Rumah saya dilempari." --code 1234567890123456',
    ),
    "import": entry(
        "cli.importing:import_reports",
        "report",
        id_="Masukkan laporan dari berkas .csv, .jsonl, atau .ndjson.",
        en="Import reports from a .csv, .jsonl or .ndjson file.",
        example="rukun import laporan.csv --source lapor",
    ),
    "cases": entry(
        "cli.looking:cases",
        "look",
        id_="Daftar kasus.",
        en="List cases.",
        example="rukun cases --status needs_review --as coordinator:KESBANG-SEKRETARIS",
    ),
    "show": entry(
        "cli.looking:show",
        "look",
        id_="Satu kasus dengan riwayatnya.",
        en="One case with its timeline.",
        example="rukun show KLK-2026-00012 --as coordinator:KESBANG-SEKRETARIS",
    ),
    "alert": entry(
        "cli.alarms:app",
        "alarm",
        id_="Alarm merah: list, acknowledge, resume, report.",
        en="Red alarms: list, acknowledge, resume, report.",
        example="rukun alert acknowledge KLK-2026-00012 --as duty:POLSEK-51.05.01",
    ),
    "call": entry(
        "cli.alarms:call",
        "alarm",
        id_="Siapa yang harus ditelepon, dan catat teleponnya.",
        en="Whom to ring, and record the call.",
        example="rukun call KLK-2026-00012 --as coordinator:KESBANG-PIKET",
    ),
    "duty": entry(
        "cli.alarms:duty",
        "alarm",
        id_="Daftar piket: print, now.",
        en="The duty roster: print, now.",
        example="rukun duty print --nyepi",
    ),
    "review": entry(
        "cli.deciding:review",
        "decide",
        id_="Putuskan kasus yang perlu telaah.",
        en="Decide a case that needs review.",
        example="rukun review KLK-2026-00012 --as coordinator:KESBANG-PIKET --category BTS",
    ),
    "release": entry(
        "cli.protecting:release",
        "decide",
        id_="Buka kata-kata laporan bagi instansi kasus itu.",
        en="Let a case's agencies read a report's words.",
        example="rukun release KLK-2026-00012 --as coordinator:KESBANG-PIKET",
    ),
    "summary": entry(
        "cli.protecting:summary",
        "decide",
        id_="Tulis ringkasan yang dibaca instansi sebagai ganti laporan.",
        en="Write a ringkasan that agencies read in place of the report.",
        example='rukun summary KLK-2026-00012 "Dua desa berselisih soal patok sawah." '
        "--as coordinator:KESBANG-PIKET",
    ),
    "identity": entry(
        "cli.identities:app",
        "decide",
        id_="Identitas pelapor, dibuka oleh dua orang: ask, consent, refuse, read.",
        en="Who reported, opened by two people: ask, consent, refuse, read.",
        example="rukun identity ask KLK-2026-00012 --as coordinator:KESBANG-PIKET "
        '--reason "pelapor minta dijemput"',
    ),
    "reassign": entry(
        "cli.deciding:reassign",
        "decide",
        id_="Serahkan kasus kepada instansi lain.",
        en="Give a case to another agency.",
        example="rukun reassign KLK-2026-00012 TAPEM --as coordinator:KESBANG-KEPALA "
        '--reason "batas dua kecamatan"',
    ),
    "close": entry(
        "cli.deciding:close",
        "decide",
        id_="Setujui penutupan kasus, sebagai orang kedua.",
        en="Approve a case's closure, as the second person.",
        example="rukun close KLK-2026-00012 --as coordinator:KESBANG-KEPALA --outcome settled "
        '--root-cause boundary --no-prevention "patok sudah dipasang bersama" --parties-told',
    ),
    "clock": entry(
        "cli.clocks:app",
        "decide",
        id_="Batas waktu: pause, resume.",
        en="Limits: pause, resume.",
        example="rukun clock pause KLK-2026-00012 mediation --as coordinator:KESBANG-PIKET "
        "--reason mourning",
    ),
    "bar": entry(
        "cli.barring:app",
        "decide",
        id_="Penghalang: raise, lift, keep (sealed, crime, court, election).",
        en="Bars: raise, lift, keep (sealed, crime, court, election).",
        example="rukun bar raise KLK-2026-00012 court --as coordinator:KESBANG-KEPALA",
    ),
    "sealed": entry(
        "cli.barring:sealed",
        "agency",
        id_="Tugas tertutup: protected, reported.",
        en="A sealed task: protected, reported.",
        example="rukun sealed protected KLK-2026-00012 --as agency:POLRES",
    ),
    "refer": entry(
        "cli.ending:refer",
        "decide",
        id_="Rujuk kasus ke lembaga lain; ditanya tiap 30 hari.",
        en="Refer a case to another body; asked every 30 days.",
        example="rukun refer KLK-2026-00012 GUBERNUR --as coordinator:KESBANG-KEPALA"
        " --reason-code two_regencies",
    ),
    "referral": entry(
        "cli.ending:referral",
        "decide",
        id_="Catat jawaban lembaga rujukan: ended atau returned.",
        en="Record the other body's answer: ended or returned.",
        example="rukun referral KLK-2026-00012 ended --as coordinator:KESBANG-KEPALA",
    ),
    "reopen": entry(
        "cli.ending:reopen",
        "decide",
        id_="Buka kembali kasus yang sudah berakhir.",
        en="Reopen an ended case as a new episode.",
        example="rukun reopen KLK-2026-00012 --as coordinator:KESBANG-KEPALA "
        "--reason-code new_facts --reason ...",
    ),
    "objection": entry(
        "cli.ending:objection",
        "decide",
        id_="Keberatan atas pengakhiran: raise, uphold, reject.",
        en="An objection to an ending: raise, uphold, reject.",
        example="rukun objection KLK-2026-00012 uphold --as coordinator:KESBANG-KEPALA "
        "--reason ...",
    ),
    "displaced": entry(
        "cli.ending:displaced",
        "agency",
        id_="Catat pengungsi dan anak yang tidak bersekolah.",
        en="Record who is away from home or out of school.",
        example="rukun displaced KLK-2026-00012 --as agency:POLRES --people 21 --source polsek ...",
    ),
    "sanction": entry(
        "cli.ending:sanction",
        "agency",
        id_="Catat sanksi adat yang berlaku atau dicabut.",
        en="Record a customary sanction, in force or lifted.",
        example="rukun sanction KLK-2026-00012 kasepekang --as agency:MDA --source desa_adat ...",
    ),
    "lawsuit": entry(
        "cli.ending:lawsuit",
        "agency",
        id_="Catat perkara pengadilan: filed, decided, settled, withdrawn.",
        en="Record a court case: filed, decided, settled, withdrawn.",
        example="rukun lawsuit KLK-2026-00012 filed --as coordinator:KESBANG-KEPALA "
        "--court PN-SEMARAPURA",
    ),
    "conflict-state": entry(
        "cli.ending:conflict_state",
        "decide",
        id_="Catat keputusan bupati tentang Status Keadaan Konflik.",
        en="Record the bupati's decree on a Status Keadaan Konflik.",
        example="rukun conflict-state KLK-2026-00012 set --as coordinator:KESBANG-KEPALA "
        "--decree-number ... --since 2026-11-23 --until 2027-02-20",
    ),
    "registered": entry(
        "cli.ending:registered",
        "agency",
        id_="Catat bahwa kesepakatan didaftarkan di pengadilan.",
        en="Record that an agreement was registered at the court.",
        example="rukun registered KLK-2026-00012 --as agency:CAMAT-51.05.02",
    ),
    "prevented": entry(
        "cli.ending:prevented",
        "agency",
        id_="Catat bahwa langkah pencegahan sudah dilakukan.",
        en="Record that the prevention step was done.",
        example="rukun prevented KLK-2026-00012 --as agency:PUPR --evidence ...",
    ),
    "retry": entry(
        "cli.deciding:retry",
        "decide",
        id_="Coba lagi langkah yang macet.",
        en="Try a stuck step again.",
        example="rukun retry KLK-2026-00012 --as coordinator:KESBANG-PIKET",
    ),
    "settle": entry(
        "cli.deciding:settle",
        "decide",
        id_="Kesampingkan langkah yang macet, dengan alasan.",
        en="Put a stuck step aside, with a reason.",
        example='rukun settle KLK-2026-00012 --as coordinator:KESBANG-PIKET --reason "selesai"',
    ),
    **CASEWORK,
    "notices": entry(
        "cli.mailing:app",
        "house",
        id_="Surel: list, preview, deliver.",
        en="Mails: list, preview, deliver.",
        example="rukun notices preview case_assigned --lang en",
    ),
    "regency": entry(
        "cli.checking:app",
        "house",
        id_="Berkas kabupaten: check.",
        en="The regency's files: check.",
        example="rukun regency check",
    ),
    "user": entry(
        "cli.accounts:app",
        "house",
        id_="Akun portal: add, reset, disable, list.",
        en="Accounts of the portal: add, reset, disable, list.",
        example="rukun user add made.sari coordinator:KESBANG-PIKET --as "
        "administrator:DISKOMINFO-ADMIN",
    ),
    "token": entry(
        "cli.programs:tokens",
        "house",
        id_="Token bagi program (API): add, end, list.",
        en="Tokens for programs (API): add, end, list.",
        example="rukun token add lapor agency:DISKOMINFO-PETUGAS --scope report --as "
        "administrator:DISKOMINFO-ADMIN",
    ),
    "webhook": entry(
        "cli.programs:webhooks",
        "house",
        id_="Alamat yang diberi tahu tentang fakta: add, stop, start, list.",
        en="Addresses that are told of facts: add, stop, start, list.",
        example="rukun webhook add lapor https://lapor.example/rukun --as "
        "administrator:DISKOMINFO-ADMIN",
    ),
    "audit": entry(
        "cli.auditing:app",
        "house",
        id_="Catatan tersegel: verify, export, checkpoint, erase.",
        en="The sealed record: verify, export, checkpoint, erase.",
        example="rukun audit verify",
    ),
}
