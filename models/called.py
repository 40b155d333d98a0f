"""What people call the things of a regency, and the sentence when there is no such thing."""

from kit.sentences import Sentence

UNKNOWN = Sentence(
    "{code}: tidak ada {called} seperti itu di kabupaten ini",
    "{code}: the regency has no such {called}",
)
CALLED = {
    "village": Sentence("desa atau kelurahan", "village"),
    "kecamatan": Sentence("kecamatan", "kecamatan"),
    "agency": Sentence("instansi", "agency"),
    "category": Sentence("kategori", "category"),
    "deadline": Sentence("batas waktu", "deadline"),
    "figure": Sentence("tokoh", "figure"),
    "actor": Sentence("petugas", "actor"),
}
