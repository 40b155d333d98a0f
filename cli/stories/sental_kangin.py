"""Banjar Sental Kangin, Desa Ped, Nusa Penida, 2022-2025: one case over years.

After the press (Tribun Bali, Bali Post, Balinews, 2024-2025): the sanctions, the evacuation and its
disagreeing figures, the parallel suit, the chair who is from that banjar, and these days: 8 and 15
April 2024, Nyepi and 30-31 March, 21 April and 2 June 2025. All other dates are invented (the press
has "end of 2022", a return planned after 17 August 2025), and so are what people say, who answered
when, how the suit ended, and the paruman that lifts the sanctions.
"""

from cli.stories import sental_kangin_acts as acts
from cli.stories.sental_kangin_acts import CASE
from cli.stories.tale import Chapter, Tale, on
from models.status import Status

SENTAL_KANGIN = Tale(
    name="sental-kangin",
    title={
        "id": "Banjar Sental Kangin: satu kasus selama tiga tahun",
        "en": "Banjar Sental Kangin: one case over three years",
    },
    about={
        "id": "Desa Ped, Nusa Penida, 2022-2025. Sanksi, pengungsian, gugatan, dan hari-hari dari "
        "8 April 2024 sampai 2 Juni 2025 menurut pers (4 April 2025 rekaan). Tanggal lainnya, "
        "kata-kata, jawaban, akhir gugatan dan pencabutan sanksi oleh paruman rekaan.",
        "en": "Ped, Nusa Penida, 2022-2025. The sanctions, the evacuation, the suit, and the days "
        "from 8 April 2024 to 2 June 2025 are the press's (4 April 2025 is invented). Other "
        "dates, words, answers, the suit's end and the paruman that lifts the sanctions are "
        "invented.",
    },
    chapters=(
        Chapter(
            on("2022-12-12", "09.00"),
            {
                "id": "Tanah pantai tujuh hektare dipersengketakan: banjar hendak mengurus "
                "sertifikat, usaha pantai menolak.",
                "en": "Seven hectares of coast are disputed: the banjar wants a title, the beach "
                "businesses refuse.",
            },
            acts.dispute,
        ),
        Chapter(
            on("2022-12-13", "10.00"),
            {
                "id": "Ketua Tim Terpadu menyatakan berasal dari banjar itu; ia tidak ikut "
                "memutus.",
                "en": "The chair of the Integrated Team declares that he is from that banjar; he "
                "takes no part.",
            },
            acts.tie,
        ),
        Chapter(
            on("2022-12-14", "09.00"),
            {
                "id": "Musyawarah pertama di desa adat: buntu.",
                "en": "The first talks, in the customary village: deadlock.",
            },
            acts.first_talks,
        ),
        Chapter(
            on("2023-01-09", "09.00"),
            {
                "id": "Naik satu jenjang ke MDA kecamatan; keluarga mundur dan memilih pengadilan.",
                "en": "One rung up, to the customary council of the kecamatan; the families "
                "withdraw and go to court.",
            },
            acts.second_talks,
        ),
        Chapter(
            on("2023-03-06", "10.00"),
            {
                "id": "Gugatan masuk di Semarapura: pokok perkara kini milik pengadilan.",
                "en": "A suit is filed in Semarapura: the merits are the court's now.",
            },
            acts.suit,
        ),
        Chapter(
            on("2023-11-20", "10.00"),
            {
                "id": "Delapan keluarga, atau tujuh menurut prajuru, dikenai kasepekang. Kedua "
                "angka disimpan.",
                "en": "Eight families, or seven by the customary officers, are excluded "
                "(kasepekang). Both figures are kept.",
            },
            acts.kasepekang,
        ),
        Chapter(
            on("2024-04-08", "10.00"),
            {
                "id": "Dua keluarga diperingatkan akan kanorayang.",
                "en": "Two families are warned of expulsion (kanorayang).",
            },
            acts.kanorayang,
        ),
        Chapter(
            on("2024-04-15", "09.00"),
            {
                "id": "Camat dan MDA mencoba lagi; para pihak tidak dapat duduk bersama, ditemui "
                "sendiri-sendiri (kaukus).",
                "en": "The camat and the customary council try again; the sides cannot sit "
                "together and are met apart (caucus).",
            },
            acts.caucus,
        ),
        Chapter(
            on("2025-03-29", "21.00"),
            {
                "id": "Malam Nyepi: lampu menyala di rumah keluarga.",
                "en": "The night of Nyepi: a lamp burns in a family's house.",
            },
            acts.lamp,
        ),
        Chapter(
            on("2025-03-30", "19.30"),
            {
                "id": "Ngembak Geni: saling dorong, kulkul dibunyikan. Merah: piket dibangunkan, "
                "Polres memimpin.",
                "en": "The day after: shoving, the kulkul is sounded. Red: the duty posts are "
                "woken, the police lead.",
            },
            acts.kulkul,
        ),
        Chapter(
            on("2025-03-31", "09.00"),
            {
                "id": "Dua puluh satu orang (7 KK) dievakuasi menurut Polsek, 28 (8 KK) menurut "
                "pemberitaan. Rakortas pimpinan.",
                "en": "Twenty-one people (7 families) are evacuated by the police's count, 28 (8) "
                "by the press's. The leaders meet.",
            },
            acts.evacuated,
        ),
        Chapter(
            on("2025-04-04", "10.00"),
            {
                "id": "Keadaan tenang; kasus kembali dari Polres ke MDA.",
                "en": "It is calm; the case goes back from the police to the customary council.",
            },
            acts.calm,
        ),
        Chapter(
            on("2025-04-21", "10.00"),
            {
                "id": "Menjelang Galungan 28 orang masih mengungsi, enam anak tidak bersekolah.",
                "en": "Before Galungan 28 people are still away, six children out of school.",
            },
            acts.galungan,
        ),
        Chapter(
            on("2025-06-02", "10.00"),
            {
                "id": "Pejabat berganti: nota serah terima menyebut kasus yang masih terbuka.",
                "en": "Officials change: the hand-over note names the case that is still open.",
            },
            acts.officials_change,
        ),
        Chapter(
            on("2025-07-24", "09.00"),
            {
                "id": "Bicara keamanan dan kepulangan saja: diterima pulang setelah 17 Agustus; "
                "kedudukan adat menyusul.",
                "en": "Talks on safety and return alone: they may come home after 17 August; "
                "customary standing is left for later.",
            },
            acts.return_talks,
        ),
        Chapter(
            on("2025-09-26", "10.00"),
            {
                "id": "Semua pulang; sanksi dicabut oleh paruman; butir ditepati.",
                "en": "All are home; the assembly lifts the sanctions; the clauses are kept.",
            },
            acts.home,
        ),
        Chapter(
            on("2025-11-10", "10.00"),
            {
                "id": "Gugatan selesai dengan damai; orang kedua menutup kasus, dengan pencegahan "
                "yang hidup terus.",
                "en": "The suit is settled; a second person closes the case, with prevention that "
                "lives on.",
            },
            acts.end,
        ),
    ),
    ends={CASE: Status.CLOSED},
)
