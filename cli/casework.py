"""The commands of agencies and of talks."""

from cli.entries import Entry, entry

CASEWORK: dict[str, Entry] = {
    "answer": entry(
        "cli.answering:answer",
        "agency",
        id_="Jawab penugasan atau permintaan menengahi, dengan token surel.",
        en="Answer an assignment, or a request to mediate, with the mail's token.",
        example='rukun answer TOKEN --accept --office "Camat Dawan" --officer "Ni Made Sari"',
    ),
    "support": entry(
        "cli.supporting:support",
        "agency",
        id_="Instansi pendukung: tugas diterima, atau apa yang dikerjakan.",
        en="A supporting agency: the task arrived, or what was done.",
        example='rukun support TOKEN --did "Petugas berjaga di lokasi."',
    ),
    "contact": entry(
        "cli.answering:contact",
        "agency",
        id_="Catat pertemuan dengan para pihak, masing-masing sendiri.",
        en="Record that the sides were met, each apart.",
        example="rukun contact KLK-2026-00012 --as agency:CAMAT-51.05.02 "
        '--party "Desa Tusan|village|51.05.02.2004|yes"',
    ),
    "incident": entry(
        "cli.happening:incident",
        "agency",
        id_="Catat kejadian baru dalam kasus yang masih terbuka.",
        en="Record a new incident in an open case.",
        example='rukun incident KLK-2026-00012 "Tadi malam ada lemparan batu" '
        "--as agency:CAMAT-51.05.02",
    ),
    "wider": entry(
        "cli.happening:wider",
        "agency",
        id_="Laporkan bentrokan yang lebih luas dari kasus tertutup sebagai kasus terbuka.",
        en="Report the wider conflict of a sealed case as an open case.",
        example='rukun wider KLK-2026-00012 "Dua kelompok pemuda berkelahi di pantai" '
        "--as agency:DSOSPPPA-UPTD-PPA",
    ),
    "tie": entry(
        "cli.agencies:tie",
        "agency",
        id_="Nyatakan hubungan kepentingan; yang terkait dilewati.",
        en="Declare a tie; whoever has it is passed over.",
        example="rukun tie KLK-2026-00012 business --as agency:CAMAT-51.05.02",
    ),
    "officer": entry(
        "cli.agencies:officer",
        "agency",
        id_="Kasus dipegang petugas lain di instansi yang sama.",
        en="Another officer of the same agency has the case.",
        example='rukun officer KLK-2026-00012 "Ni Made Sari" --office "Kasi Trantib" '
        "--as agency:CAMAT-51.05.02",
    ),
    "handover": entry(
        "cli.agencies:handover",
        "agency",
        id_="Serah terima jabatan: nota dengan semua kasus terbuka.",
        en="An office changes hands: a note with all its open cases.",
        example="rukun handover --as agency:CAMAT-51.05.02 --note-file nota.txt",
    ),
    "handled": entry(
        "cli.answering:handled",
        "agency",
        id_="Katakan apa yang sudah dikerjakan instansi.",
        en="Say what the agency did.",
        example="rukun handled KLK-2026-00012 --as agency:POLRES --result calm_restored "
        '--done "Patroli tiga malam; keadaan tenang."',
    ),
    "figure": entry(
        "cli.talking:figure",
        "talk",
        id_="Jawaban seorang tokoh: accept, cannot, atau tie.",
        en="A figure's answer: accept, cannot or tie.",
        example="rukun figure KLK-2026-00012 BJ-ADAT-BENDESA-ALITAN accept",
    ),
    "party": entry(
        "cli.talking:party",
        "talk",
        id_="Pihak menerima para penengah, atau keberatan atas satu tokoh.",
        en="A side accepts the panel, or objects to one figure.",
        example='rukun party KLK-2026-00012 "Desa Tusan" accept --as agency:CAMAT-51.05.02',
    ),
    "companion": entry(
        "cli.talking:companion",
        "talk",
        id_="Siapa yang mendampingi sebuah pihak, tanpa nama.",
        en="Who comes with a side, without a name.",
        example='rukun companion KLK-2026-00012 "Desa Tusan" legal_aid --as agency:CAMAT-51.05.02',
    ),
    "meeting": entry(
        "cli.meetings:app",
        "talk",
        id_="Musyawarah: plan, held, postpone, move, cancel.",
        en="Meetings: plan, held, postpone, move, cancel.",
        example='rukun meeting held KLK-2026-00012 --outcome agreed --party "Desa Tusan" ...',
    ),
    "agreement": entry(
        "cli.talking:agreement",
        "talk",
        id_="Catat kesepakatan yang ditandatangani, dengan butir-butirnya.",
        en="Record a signed agreement with its clauses.",
        example="rukun agreement KLK-2026-00012 --as agency:CAMAT-51.05.02 --document-file "
        'surat.txt --clause "Memasang patok bersama|Desa Tusan|2026-12-31" --asked',
    ),
    "clause": entry(
        "cli.talking:clause",
        "talk",
        id_="Periksa butir kesepakatan: kept, late, atau broken.",
        en="Check a clause: kept, late or broken.",
        example="rukun clause KLK-2026-00012 1 kept --as agency:CAMAT-51.05.02",
    ),
    "delivery": entry(
        "cli.deliveries:app",
        "agency",
        id_="Surat bagi yang tidak bersurel: list, done.",
        en="Letters for people without mail: list, done.",
        example="rukun delivery done KLK-2026-00012 3f9c2b7e --how handed ...",
    ),
    "decided": entry(
        "cli.forums:decided",
        "talk",
        id_="Catat bahwa sebuah lembaga pernah memutus perkara ini.",
        en="Record that a body decided the matter before.",
        example="rukun decided KLK-2026-00012 kertha_desa --on 2026-10-01 "
        "--as agency:CAMAT-51.05.02",
    ),
    "taskforce": entry(
        "cli.forums:taskforce",
        "decide",
        id_="Bawa kasus ke Satgas, dengan alasan dan nomor keputusan.",
        en="Take a case to the task force, with a reason and a decree.",
        example="rukun taskforce KLK-2026-00012 --reason stuck --decree 43/26/HK/2026 "
        "--as coordinator:KESBANG-KEPALA",
    ),
    "wording": entry(
        "cli.talking:wording",
        "decide",
        id_="Terima kata-kata butir yang tampaknya melanggar hukum, dengan alasan.",
        en="Accept a clause's words that look as if they broke the law, with a reason.",
        example="rukun wording KLK-2026-00012 --as coordinator:KESBANG-KEPALA "
        '--words "Warga tidak melapor ke bale banjar" --reason "..."',
    ),
    "owner": entry(
        "cli.talking:owner",
        "decide",
        id_="Izinkan penanggung jawab sebuah butir disurati, meski ditakuti pelapor.",
        en="Let a clause's owner be written to, though the reporter fears that office.",
        example='rukun owner KLK-2026-00012 2 --as coordinator:KESBANG-KEPALA --reason "..."',
    ),
}
