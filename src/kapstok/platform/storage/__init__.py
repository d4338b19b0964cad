"""Document bytes: streamed, addressed by their SHA-256, checked on every retrieval; a folder or S3.

`store()` gives the configured store. Which bytes belong to which document is for the documentenmagazijn.
"""

from kapstok.platform.storage.store import (
    BLOCK,
    DamagedBytes,
    Incoming,
    MissingBytes,
    Store,
    Stored,
    TooLarge,
    store,
    unguarded_store,
)

__all__ = [
    "BLOCK",
    "DamagedBytes",
    "Incoming",
    "MissingBytes",
    "Store",
    "Stored",
    "TooLarge",
    "store",
    "unguarded_store",
]
