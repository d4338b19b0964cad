"""Is the content what its sender says it is? Only for sums that are made in one way everywhere."""

import base64
import binascii
import contextlib
import hashlib
import zlib
from collections.abc import Callable, Iterable
from typing import Any

from kapstok.magazijnen.documenten.errors import DocumentRefused

_HASHES: dict[str, Callable[[], Any]] = {
    "md5": lambda: hashlib.md5(usedforsecurity=False),
    "sha_1": lambda: hashlib.sha1(usedforsecurity=False),
    "sha_256": hashlib.sha256,
    "sha_512": hashlib.sha512,
}
# SHA-3 goes by the length of what was given.
_SHA_3: dict[int, Callable[[], Any]] = {
    28: hashlib.sha3_224,
    32: hashlib.sha3_256,
    48: hashlib.sha3_384,
    64: hashlib.sha3_512,
}


class _Crc32:
    def __init__(self) -> None:
        self.value = 0

    def update(self, chunk: bytes) -> None:
        self.value = zlib.crc32(chunk, self.value)

    def digest(self) -> bytes:
        return self.value.to_bytes(4, "big")


def _given(waarde: str) -> list[bytes]:
    """What a sum can mean: in hexadecimal, or in base64."""
    found = []
    with contextlib.suppress(ValueError):
        found.append(bytes.fromhex(waarde))
    with contextlib.suppress(ValueError, binascii.Error):
        found.append(base64.b64decode(waarde, validate=True))
    return found


def _maker(algoritme: str, given: list[bytes]) -> Callable[[], Any] | None:
    if algoritme == "sha_3":
        return next((_SHA_3[len(g)] for g in given if len(g) in _SHA_3), None)
    return _Crc32 if algoritme == "crc_32" else _HASHES.get(algoritme)


def content_matches(
    integriteit: dict[str, Any] | None, chunks: Callable[[], Iterable[bytes]]
) -> list[DocumentRefused]:
    """A sum that can be checked must be that of the content. Reads the content only then."""
    if not integriteit:
        return []
    given = _given(integriteit["waarde"])
    make = _maker(integriteit["algoritme"], given)
    if make is None:
        return []
    made = make()
    for chunk in chunks():
        made.update(chunk)
    if made.digest() in given:
        return []
    text = "De inhoud heeft niet deze controlewaarde: het bestand is onderweg veranderd, of de waarde klopt niet."
    return [DocumentRefused("invalid", "integriteit.waarde", text)]
