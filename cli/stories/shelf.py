"""The stories that can be told, by name."""

from cli.stories.batumulapan import BATUMULAPAN
from cli.stories.tale import Tale

TALES: dict[str, Tale] = {tale.name: tale for tale in (BATUMULAPAN,)}
