"""The faults of StUF 03.01, by their published codes."""

from dataclasses import dataclass, field

CLIENT, SERVER = "client", "server"
# Code: where the fault lies and the published words (StUF 03.01, table of fault codes).
CODES = {
    "StUF010": (CLIENT, "Combinatie van ontvangende organisatie, applicatie en administratie onbekend"),
    "StUF013": (CLIENT, "Combinatie van zendende organisatie, applicatie en administratie onbekend"),
    "StUF022": (CLIENT, "Berichtcode onbekend"),
    "StUF025": (SERVER, "Berichtcode niet ondersteund"),
    "StUF028": (CLIENT, "Entiteittype onbekend binnen sectormodel"),
    "StUF031": (SERVER, "Entiteittype niet ondersteund"),
    "StUF052": (
        CLIENT,
        (
            "Het zendende systeem is niet geautoriseerd voor de gevraagde combinatie van berichtcode, entiteittype en "
            "functie"
        ),
    ),
    "StUF055": (CLIENT, "Berichtbody is niet conform schema in sectormodel"),
    "StUF058": (SERVER, "Proces voor afhandelen bericht geeft fout"),
    "StUF064": (SERVER, "Object niet gevonden"),
    "StUF067": (SERVER, "Dubbelen voor object gevonden"),
    "StUF076": (CLIENT, "<vanaf> en <totEnMet> bevatten niet dezelfde elementen"),
    "StUF079": (CLIENT, "Een element komt voor in zowel <gelijk> als <vanaf> en <totEnMet>"),
    "StUF097": (CLIENT, "Zowel het attribute scope als een inhoud gespecificeerd voor het element <scope>"),
    "StUF103": (CLIENT, "indicatorVervolgvraag is true, maar het element <start> ontbreekt"),
    "StUF133": (SERVER, "Antwoordend systeem ondersteunt gevraagde sortering niet"),
}
_DETAILS = 1000


@dataclass
class StufFout(Exception):
    """A message that cannot be dealt with. `details`: what is wrong with this one, never a value from it."""

    code: str
    details: str = ""
    status: int = 500  # SOAP 1.1 over HTTP: a fault is a 500
    plek: str = field(init=False)
    omschrijving: str = field(init=False)

    def __post_init__(self) -> None:
        self.plek, self.omschrijving = CODES[self.code]
        self.details = self.details[:_DETAILS]
        super().__init__(f"{self.code} {self.omschrijving}: {self.details}")
