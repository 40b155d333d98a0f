"""How each sample must end, as a practitioner would expect, and why."""

from dataclasses import dataclass

from cli.demo_parts import Said
from models.status import Status


@dataclass(frozen=True, slots=True)
class Expected:
    """Who leads in turn, whether the sides talk, where the case stands at the end, and why."""

    leads: tuple[str, ...]
    talks: bool
    ends: Status
    why: Said


EXPECTED: dict[str, Expected] = {
    "C01": Expected(
        ("CAMAT-51.05.02",),
        talks=True,
        ends=Status.CLOSED,
        why={
            "id": "Batas dua desa dalam satu kecamatan: camat memfasilitasi (Permendagri 45/2016 "
            "Ps 18); tokoh dari desa ketiga; ditutup setelah butir ditepati.",
            "en": "A boundary of two villages in one kecamatan: the camat facilitates; figures of "
            "a third village; closed once the clauses are kept.",
        },
    ),
    "C02": Expected(
        ("KESBANG",),
        talks=False,
        ends=Status.REFERRED,
        why={
            "id": "Lintas kabupaten: kewenangan Gubernur; kabupaten hanya menyiapkan data, "
            "menanyakan tiap 30 hari.",
            "en": "It crosses the regency's border: the Governor's matter; the regency prepares "
            "the file and asks every 30 days.",
        },
    ),
    "C03": Expected(
        ("POLRES", "POLPP"),
        talks=True,
        ends=Status.CLOSED,
        why={
            "id": "Ada korban luka: Polres menghentikan dahulu dan menangani dugaan pidananya; "
            "sesudah tenang Satpol PP. Hubungan anak muda dan warga didamaikan kelian dan "
            "bendesa, perkaranya tidak.",
            "en": "Somebody is hurt: the police stop it first and keep the possible offence; once "
            "calm the civil police take over. Customary figures reconcile the groups, not "
            "the offence.",
        },
    ),
    "C04": Expected(
        ("PUPR", "CAMAT-51.05.02"),
        talks=True,
        ends=Status.CLOSED,
        why={
            "id": "Pembagian air subak: PUPR, yang di peragaan menolak, lalu camat; pekaseh dan "
            "tokoh desa menengahi.",
            "en": "Water shares of a subak: public works, which declines in the demonstration, "
            "then the camat; its own figures mediate.",
        },
    ),
    "C05": Expected(
        ("DLHP",),
        talks=True,
        ends=Status.IN_MEDIATION,
        why={
            "id": "Debu truk proyek: sepakat, lalu satu butir dilanggar pihak: kembali ke mediasi, "
            "bukan ditutup.",
            "en": "Dust of a project's lorries: agreed, then a side breaks a clause: back to "
            "talks, not closed.",
        },
    ),
    "C06": Expected(
        ("POLRES",),
        talks=True,
        ends=Status.CLOSED,
        why={
            "id": "Perkelahian pemuda, satu dirawat: Polres memimpin dan menangani dugaan "
            "pidananya; hubungan kedua kelompok didamaikan tiga jenis tokoh, lalu dipantau.",
            "en": "A fight of youths, one in hospital: the police lead and keep the possible "
            "offence; figures of three kinds reconcile the groups, which is then watched.",
        },
    ),
    "C07": Expected(
        ("MDA",),
        talks=True,
        ends=Status.CLOSED,
        why={
            "id": "Kasepekang: pranata adat didahulukan (UU 7/2012 Ps 41; Perda Bali 4/2019), di "
            "MDA kecamatan karena desa adat itu pihak.",
            "en": "A customary sanction: customary institutions first, at the kecamatan's council "
            "since the customary village is a side.",
        },
    ),
    "C08": Expected(
        ("KEMENAG",),
        talks=True,
        ends=Status.CLOSED,
        why={
            "id": "Rumah ibadah: alur PBM 9 dan 8 Tahun 2006, tokoh agama dari kedua umat melalui "
            "FKUB.",
            "en": "A place of worship: the joint regulation 9 and 8/2006, religious figures of "
            "both faiths through FKUB.",
        },
    ),
    "C09": Expected(
        ("BNNK",),
        talks=False,
        ends=Status.CLOSED,
        why={
            "id": "Dugaan pidana narkotika tidak dimediasi (Perpol 8/2021); tokoh hanya mencegah "
            "main hakim sendiri.",
            "en": "A suspected narcotics offence is not mediated; figures only keep people from "
            "taking the law into their hands.",
        },
    ),
    "C10": Expected(
        ("BAWASLU",),
        talks=False,
        ends=Status.CLOSED,
        why={
            "id": "Pelanggaran pemilu ditangani Bawaslu, tidak dimediasi (UU 7/2017); tokoh "
            "menenangkan pendukung.",
            "en": "An election offence is Bawaslu's and not mediated; figures calm the supporters.",
        },
    ),
    "C11": Expected(
        ("DSOSPPPA",),
        talks=False,
        ends=Status.CLOSED,
        why={
            "id": "Kekerasan di rumah: tertutup, tidak pernah dimediasi (UU 23/2004; UU 12/2022 Ps "
            "23); korban dilindungi, ditutup setelah aman.",
            "en": "Violence at home: sealed and never mediated; the harmed are protected, and it "
            "is closed once they are safe.",
        },
    ),
    "C12": Expected(
        ("DINKES",),
        talks=False,
        ends=Status.CLOSED,
        why={
            "id": "Vaksin rabies ditolak: bukan sengketa dua pihak; tokoh membujuk, Dinkes "
            "menangani.",
            "en": "A refused rabies vaccine is no dispute of two sides: figures persuade, the "
            "health office handles it.",
        },
    ),
    "C13": Expected(
        ("DLHP",),
        talks=True,
        ends=Status.CLOSED,
        why={
            "id": "Menagih janji lama: musyawarah, satu pihak mundur, instansi menangani sampai "
            "selesai.",
            "en": "An old promise is claimed: talks, a side withdraws, the agency handles it to "
            "its end.",
        },
    ),
    "C14": Expected(
        ("DISHUB",),
        talks=True,
        ends=Status.CLOSED,
        why={
            "id": "Nelayan dan kapal cepat: Dishub memimpin; tokoh adat dan masyarakat menengahi "
            "ganti rugi.",
            "en": "Fishers and fast boats: the transport office leads; figures mediate the "
            "damages.",
        },
    ),
    "C15": Expected(
        ("KEMENAG",),
        talks=True,
        ends=Status.CLOSED,
        why={
            "id": "Ceramah yang viral: klarifikasi cepat dan dialog tokoh agama, sebelum ada "
            "keributan.",
            "en": "A sermon that went viral: quick clarification and a dialogue of religious "
            "figures, before anything breaks out.",
        },
    ),
    "C16": Expected(
        ("DISNAKER",),
        talks=False,
        ends=Status.CLOSED,
        why={
            "id": "Upah belum dibayar: perselisihan hubungan industrial (UU 2/2004), bukan untuk "
            "tokoh; satu pihak menolak berunding: bipartit dianggap gagal, mediator hubungan "
            "industrial mengeluarkan anjuran.",
            "en": "Unpaid wages are an industrial dispute (Law 2/2004), not for figures; a side "
            "will not talk: bipartite talks have failed, the industrial mediator recommends.",
        },
    ),
    "C17": Expected(
        ("POLRES", "MDA"),
        talks=True,
        ends=Status.CLOSED,
        why={
            "id": "Massa dan evakuasi: alarm, Polres menghentikan, BPBD dan Dinas Sosial mengurus "
            "pengungsi; sesudah tenang kembali ke MDA, dan pranata adat mendamaikan.",
            "en": "A crowd and an evacuation: alarm, the police stop it, those who fled are cared "
            "for; once calm it goes to the customary council, which reconciles.",
        },
    ),
    "C18": Expected(
        ("DISHUB",),
        talks=True,
        ends=Status.CLOSED,
        why={
            "id": "Sopir lokal dan kendaraan luar: Dishub diam dan diingatkan sampai atasannya "
            "tahu, lalu menengahi.",
            "en": "Local drivers and cars from outside: the agency is silent until its superior is "
            "told, then it mediates.",
        },
    ),
    "C19": Expected(
        ("POLRES", "POLPP"),
        talks=True,
        ends=Status.CLOSED,
        why={
            "id": "Turis merusak sesajen, warga marah: Polres dahulu, lalu Satpol PP; tokoh adat "
            "memulihkan.",
            "en": "A tourist damages offerings: the police first, then the civil police; customary "
            "figures restore.",
        },
    ),
    "C20": Expected(
        ("POLRES", "KESBANG"),
        talks=True,
        ends=Status.CLOSED,
        why={
            "id": "Tuduhan mencuri dan pemukulan pendatang: Polres melindungi, sesudah tenang "
            "Kesbang mempertemukan kedua kelompok; pemukulannya ditangani penyidik.",
            "en": "A newcomer accused of theft and beaten: the police protect, once calm the "
            "secretariat brings both groups together; the beating is for the investigators.",
        },
    ),
}
