"""The release bundle: a release with all it was made of, signed, for anyone to work out again.

manifest.json    what the release is, and the SHA-256 of every other member      manifest.sig    its signature
workbooks/       the uploaded files, where they are still kept                   framework.toml  the method
blocks.csv, units.csv        the register by which the files were read
values.csv       the figures of all periods of the upload, which were scored together
scores.csv       scores, ranks and coverage of the release's period, as `python -m scoring score` gives them
notes.csv, remarks.csv, self_reported.csv, notices.json      what is said of rows, of figures and of the release
"""

from scoring.bundle.archive import DamagedBundle
from scoring.bundle.compare import Difference
from scoring.bundle.verify import Verdict, verify

__all__ = ["DamagedBundle", "Difference", "Verdict", "verify"]
