"""What a process that opens strangers' files is given of our surroundings."""

import os

# Where else than in DTI_* and DATABASE_URL a database's password may stand.
_SECRET = ("DTI_", "DATABASE_URL", "PG")
_KNOWN_TO_ALL = ("DTI_BLOCKS",)
# A reader in Rust that is out of memory would need more to tell where, and stand still over it.
_NEVER = ("RUST_BACKTRACE", "RUST_LIB_BACKTRACE")


def without_secrets() -> dict[str, str]:
    """Our environment without what is secret in it: whoever brings the child down finds nothing there."""
    return {
        name: said
        for name, said in os.environ.items()
        if name in _KNOWN_TO_ALL or not name.startswith((*_SECRET, *_NEVER))
    }
