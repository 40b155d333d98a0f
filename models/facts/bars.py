"""What a bar brings with it: the seal, its lifting by two people, the steps of a sealed task."""

from models.facts.base import Fact, Sealed


class BarLiftAsked(Fact):
    """A first person asks to lift a bar; a second one must do it."""

    name = "bar.lift_asked"
    bar: str
    reason: Sealed


class BarKept(Fact):
    """A bar stands on: who asked to lift it took that back, or a second person did not agree."""

    name = "bar.kept"
    bar: str
    reason: Sealed
    asked_by: str


class CaseSealed(Fact):
    """The seal closed. ``told`` had been told before, and is not told more: ids and codes."""

    name = "case.sealed"
    told: tuple[str, ...] = ()


class VictimProtected(Fact):
    """Somebody harmed is under temporary protection (UU 23/2004 Ps 16; UU 12/2022 Ps 42)."""

    name = "victim.protected"
    by: str
    note: Sealed | None = None


class PoliceInformed(Fact):
    """The service for women and children has reported to the police (UU 12/2022: 3x24 hours)."""

    name = "police.informed"
    by: str
    note: Sealed | None = None
