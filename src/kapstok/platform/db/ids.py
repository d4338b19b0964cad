"""Identifiers of rows. No framework, so that every process can make one."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """Time-ordered UUID (RFC 9562 version 7), so that new rows land together in the index."""
    milliseconds = time.time_ns() // 1_000_000
    chance = int.from_bytes(os.urandom(10))  # 80 bits, of which six make place for version and variant
    value = (milliseconds & ((1 << 48) - 1)) << 80 | chance
    return uuid.UUID(int=value & ~(0xF << 76 | 0b11 << 62) | 0x7 << 76 | 0b10 << 62)
