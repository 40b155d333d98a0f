"""The stories that can be told, by name."""

from cli.stories.batumulapan import BATUMULAPAN
from cli.stories.sental_kangin import SENTAL_KANGIN
from cli.stories.tale import Tale
from cli.stories.tpa_sente import TPA_SENTE

TALES: dict[str, Tale] = {tale.name: tale for tale in (SENTAL_KANGIN, TPA_SENTE, BATUMULAPAN)}
