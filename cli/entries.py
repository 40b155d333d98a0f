"""What a command is in the help: where it is, its panel, its line, an example."""

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


def entry(target: str, panel: str, *, id_: str, en: str, example: str) -> Entry:
    """Make an entry of its line in both languages."""
    return Entry(target, panel, {"id": id_, "en": en}, example)
