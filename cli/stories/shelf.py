"""The stories that can be told, by name."""

from cli.stories.batumulapan import BATUMULAPAN
from cli.stories.tale import Tale
from cli.stories.tpa_sente import TPA_SENTE

TALES: dict[str, Tale] = {tale.name: tale for tale in (BATUMULAPAN, TPA_SENTE)}
