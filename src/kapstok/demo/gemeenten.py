"""The three municipalities and their partnership. Colours and texts are invented: no house styles, no logos."""

from typing import Any

from kapstok.platform.tenancy.models import Tenant
from kapstok.platform.tenancy.registry import forget_cached

_HOURS = {
    "ma": "09:00-16:30",
    "di": "09:00-16:30",
    "wo": "09:00-19:00",
    "do": "09:00-16:30",
    "vr": "09:00-12:30",
}


def _gemeente(
    rsin: str, prefix: str, kleuren: list[str], plaats: str, telefoon: str, **teksten: str
) -> dict[str, Any]:
    return {
        "rsin": rsin,
        "zaakprefix": prefix,
        "kleuren": kleuren,
        "adres": f"Raadhuisplein 1\n{plaats}",
        "telefoon": telefoon,
        "email": "gemeente@voorbeeld.test",
        "openingstijden": _HOURS,
        "teksten": {"welkom": teksten},
    }


GEMEENTEN: dict[int, tuple[str, str, dict[str, Any]]] = {
    1: (
        "ooststellingwerf",
        "Ooststellingwerf",
        _gemeente(
            "851000010",
            "E",
            ["#1b6e3c", "#c8551b"],
            "Oosterwolde",
            "0516 000 111",
            nl="Welkom bij Ooststellingwerf. Wat wilt u regelen?",
            fy="Wolkom by Eaststellingwerf. Wat wolle jo regelje?",
            en="Welcome to Ooststellingwerf. What would you like to do?",
        ),
    ),
    2: (
        "weststellingwerf",
        "Weststellingwerf",
        _gemeente(
            "851000022",
            "W",
            ["#0b5394", "#f1b400"],
            "Wolvega",
            "0561 000 222",
            nl="Welkom bij Weststellingwerf. Waarmee kunnen wij u helpen?",
            fy="Wolkom by Weststellingwerf. Wêrmei kinne wy jo helpe?",
            en="Welcome to Weststellingwerf. How can we help you?",
        ),
    ),
    3: (
        "opsterland",
        "Opsterland",
        _gemeente(
            "851000034",
            "P",
            ["#8a2d3b", "#2f6f73"],
            "Beetsterzwaag",
            "0512 000 333",
            nl="Welkom bij Opsterland. Waar kunnen wij u mee helpen?",
            fy="Wolkom by Opsterlân. Wêrmei kinne wy jo helpe?",
            en="Welcome to Opsterland. How can we help you?",
        ),
    ),
    4: (
        "owo",
        "OWO-samenwerking",
        _gemeente(
            "851000046",
            "C",
            ["#3d4a5c", "#1b6e3c", "#0b5394"],
            "Wolvega",
            "0561 000 444",
            nl="Voor medewerkers van de OWO-samenwerking.",
            fy="Foar meiwurkers fan de OWO-gearwurking.",
            en="For staff of the OWO partnership.",
        ),
    ),
}


def load_gemeenten() -> None:
    """Make or refresh the municipalities. Runs as the owner of the database."""
    for number, (slug, naam, instellingen) in GEMEENTEN.items():
        Tenant.objects.update_or_create(
            id=number, defaults={"slug": slug, "naam": naam, "instellingen": instellingen}
        )
    forget_cached()
