"""Bars are lifted, most by two people, or kept; of a seal one is of a body that reads the case."""

from typing import Annotated

from desk.acting import AGENCY, COORDINATOR
from desk.lifting import keep_bar, lift_bar
from models.reading_case import CasePage
from models.reading_open import Open
from models.status import Status
from models.views import Bar
from policies.audience import Acts
from portal.acts import choices as may_be
from portal.acts.asked import Asked, Asks, Choices, Looking
from portal.acts.base import Act, Doing
from portal.acts.reviewing import COORDINATORS, SEALED_WHY
from portal.languages import N_

RIGHT_ONE = Asks(
    N_("Kategori yang benar"),
    kind="choice",
    hint=N_("Perlu bila kategori sekarang selalu membawa penghalang ini."),
    choices=may_be.categories,
)

# A body that reads the sealed case, and a coordinator: the desk wants one of each.
BOTH_WHO_UNSEAL = frozenset({AGENCY, COORDINATOR})


def _unsealed(looking: Looking) -> Choices:
    return [one for one in may_be.bars(looking) if one[0] != Bar.SEALED]


def _has_another(page: CasePage) -> bool:
    return any(one != Bar.SEALED for one in page.bars)


class Lift(Asked):
    """A bar no longer stands."""

    bar: Annotated[str, Asks(N_("Penghalang"), kind="choice", choices=_unsealed)]
    reason: Annotated[str, SEALED_WHY]
    category: Annotated[str | None, RIGHT_ONE] = None


class Unseal(Asked):
    """The seal no longer stands: the first person asks, the second one lifts it."""

    reason: Annotated[str, SEALED_WHY]
    category: Annotated[str | None, RIGHT_ONE] = None


class Keep(Asked):
    """A bar stands on although somebody asked to lift it."""

    bar: Annotated[str, Asks(N_("Penghalang"), kind="choice", choices=_unsealed)]
    reason: Annotated[str, SEALED_WHY]


class KeepSeal(Asked):
    """The seal stands on although somebody asked to lift it."""

    reason: Annotated[str, SEALED_WHY]


async def _lift(asked: Lift, doing: Doing) -> None:
    said = asked.model_dump()
    await lift_bar(doing.number, said.pop("bar"), by=doing.by, seen=doing.seen, **said)


async def _unseal(asked: Unseal, doing: Doing) -> None:
    said = asked.model_dump()
    await lift_bar(doing.number, Bar.SEALED, by=doing.by, seen=doing.seen, **said)


async def _keep(asked: Keep, doing: Doing) -> None:
    await keep_bar(doing.number, asked.bar, by=doing.by, reason=asked.reason, seen=doing.seen)


async def _keep_seal(asked: KeepSeal, doing: Doing) -> None:
    await keep_bar(doing.number, Bar.SEALED, by=doing.by, reason=asked.reason, seen=doing.seen)


ACTS = (
    Act(
        "lift_bar",
        N_("Cabut penghalang"),
        _lift,
        Acts.LIFT_BAR,
        COORDINATORS,
        form=Lift,
        statuses=frozenset(Status),
        when=_has_another,
        group="danger",
        button=N_("Cabut"),
        note=N_(
            "Penghalang pidana dan pemilu dicabut oleh dua orang: yang pertama memintanya, yang "
            "kedua mencabutnya dengan formulir yang sama. Penghalang pengadilan cukup oleh satu "
            "orang."
        ),
    ),
    Act(
        "keep_bar",
        N_("Pertahankan penghalang"),
        _keep,
        Acts.LIFT_BAR,
        COORDINATORS,
        form=Keep,
        statuses=frozenset(Status),
        when=lambda page: Open.BAR_LIFTING in page.open,
        group="danger",
        button=N_("Pertahankan"),
        note=N_(
            "Permintaan pencabutan berakhir: orang pertama menariknya, atau orang kedua tidak "
            "setuju. Sesudahnya boleh diminta lagi."
        ),
    ),
    Act(
        "ask_to_unseal",
        N_("Minta segel dicabut"),
        _unseal,
        Acts.LIFT_BAR,
        BOTH_WHO_UNSEAL,
        form=Unseal,
        statuses=frozenset(Status),
        when=lambda page: page.case.sealed and Open.SEAL_LIFTING not in page.open,
        group="danger",
        button=N_("Minta pencabutan"),
        note=N_(
            "Dua orang diperlukan: satu dari lembaga yang menangani kasus tertutup ini, satu "
            "koordinator. Orang kedua mencabutnya dari halaman ini."
        ),
        grave=True,
        blind=True,
    ),
    Act(
        "unseal",
        N_("Cabut segel sebagai orang kedua"),
        _unseal,
        Acts.LIFT_BAR,
        BOTH_WHO_UNSEAL,
        form=Unseal,
        statuses=frozenset(Status),
        when=lambda page: page.case.sealed and Open.SEAL_LIFTING in page.open,
        group="next",
        button=N_("Ya, cabut segelnya"),
        note=N_(
            "Orang pertama sudah memintanya. Sesudah ini kasus dapat dilihat seperti kasus lain."
        ),
        grave=True,
        blind=True,
    ),
    Act(
        "keep_seal",
        N_("Pertahankan segel"),
        _keep_seal,
        Acts.LIFT_BAR,
        BOTH_WHO_UNSEAL,
        form=KeepSeal,
        statuses=frozenset(Status),
        when=lambda page: page.case.sealed and Open.SEAL_LIFTING in page.open,
        group="danger",
        button=N_("Ya, pertahankan"),
        note=N_(
            "Permintaan pencabutan berakhir: orang pertama menariknya, atau orang kedua tidak "
            "setuju. Sesudahnya boleh diminta lagi."
        ),
        blind=True,
    ),
)
