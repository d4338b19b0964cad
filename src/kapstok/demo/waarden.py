"""What stands in the eigenschappen of a demo zaak: what people really fill in, per name."""

import random
from datetime import date, timedelta

TEXTS: dict[str, tuple[str, ...]] = {
    "boomsoort": ("Zomereik", "Beuk", "Ruwe berk", "Es", "Treurwilg", "Grove den"),
    "reden": (
        "Takken hangen over het dak",
        "De boom is ziek",
        "Te weinig licht in huis",
        "Wortels tillen het pad op",
    ),
    "herplant": ("Ja, een lijsterbes", "Ja, twee fruitbomen", "Nee, daar is geen plaats voor"),
    "registratie": ("BRP", "BAG"),
    "controle": ("adres-anders", "partner-wederkerig"),
    "bevinding": ("Zelf gezien bij een huisbezoek",),
    "soort_melding": (
        "Straatverlichting",
        "Losse stoeptegel",
        "Zwerfvuil",
        "Overhangend groen",
        "Gat in de weg",
    ),
    "gevaar": ("Nee", "Nee", "Ja, voor fietsers in het donker", "Ja, mensen kunnen struikelen"),
    "bewoning": ("Huurwoning", "Koopwoning", "Inwonend bij familie"),
    "naam_evenement": ("Dorpsfeest", "Lentemarkt", "Paasvuur", "Sportdag", "Jaarmarkt"),
    "soort_evenement": ("Feest met muziek", "Markt", "Sportwedstrijd", "Optocht"),
    "hulp_bij": ("Huishouden", "Vervoer", "Traplift", "Dagbesteding"),
    "spoed": ("Nee", "Nee", "Ja, na een ziekenhuisopname"),
    "onderwerp": ("Verkeersbesluit centrum", "Plannen voor het windpark", "Subsidies aan sportclubs"),
    "kenmerk_besluit": ("WOZ-2026-10482", "OV-2026-00317", "WMO-2026-02291"),
    "horen": ("Ja, ik wil mijn bezwaar toelichten", "Nee, dat is niet nodig"),
    "soort_kaart": ("Bestuurder", "Passagier", "Bestuurder en passagier"),
    "loopafstand": ("Minder dan 100 meter", "Minder dan 100 meter met rollator", "Minder dan 50 meter"),
    "soort_uittreksel": ("Uittreksel met adres", "Uittreksel met ouders", "Bewijs van in leven zijn"),
    "soort_klacht": ("Lang wachten op antwoord", "Onvriendelijk te woord gestaan", "Afspraak niet nagekomen"),
}
NUMBERS = {
    "aantal_bomen": (1, 4),
    "stamomtrek": (60, 240),
    "aantal_bezoekers": (80, 1500),
    "aantal": (1, 2),
}
# Days from the start of the zaak.
DAYS = {
    "verhuisdatum": (-5, 20),
    "begindatum": (60, 61),
    "einddatum": (62, 63),
    "periode_van": (-700, -400),
    "periode_tot": (-60, -1),
    "datum_besluit": (-35, -7),
    "datum_voorval": (-21, -1),
}


def value_of(name: str, start: date, rng: random.Random) -> str:
    """A value for the eigenschap of this name, in the form that the standard asks."""
    if name in NUMBERS:
        return str(rng.randint(*NUMBERS[name]))
    if name in DAYS:
        return f"{start + timedelta(days=rng.randint(*DAYS[name])):%Y%m%d}"
    return rng.choice(TEXTS[name])
