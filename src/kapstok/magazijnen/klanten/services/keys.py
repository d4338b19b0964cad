"""Under which key this store knows a person or company."""

from kapstok.platform.config.crypto import pseudonym


def person_key(number: str) -> str:
    """Keyed hash of a bsn or kvk number, under which this store keeps a person or company."""
    return pseudonym(number, purpose="betrokkene")
