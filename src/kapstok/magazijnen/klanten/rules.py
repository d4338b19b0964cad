"""Rules of contact. Pure."""

from kapstok.platform.errors import Refusal

LONGEST = 10_000


class KlantRefused(Refusal):
    """A rule of the klantenmagazijn said no."""


def require_text(text: str) -> str:
    """A message says something, and not more than a person can read. Raises Refusal on `tekst`."""
    clean = text.replace("\x00", "").strip()
    if not clean:
        raise Refusal("required", "tekst", "Vul uw vraag of bericht in.")
    if len(clean) > LONGEST:
        raise Refusal(
            "max_length",
            "tekst",
            f"Uw bericht is te lang. Het mag {LONGEST} tekens zijn; dit zijn er {len(clean)}.",
        )
    return clean
