"""One rule of the register."""

from typing import NamedTuple

# Where a rule comes from, by the letter in `bron`.
SOURCES = {
    "S": "de tekst van de standaard",
    "O": "het contract (OpenAPI)",
    "P": "de gepubliceerde proeven van VNG",
    "Z": "gebruik in het veld (Open Zaak)",
}
APIS = {
    "zgw": "Alle API's",
    "zrc": "Zaken",
    "drc": "Documenten",
    "ztc": "Catalogi",
    "brc": "Besluiten",
    "ac": "Autorisaties",
    "nrc": "Notificaties",
}


class Regel(NamedTuple):
    """`fout`: what the answer says when the rule is broken (field: code). `plaats`: the code that keeps it.
    `niet`: why it does not apply here; then there is neither place nor test."""

    code: str
    resource: str
    moment: str
    betekenis: str
    fout: str
    bron: str
    plaats: tuple[str, ...] = ()
    niet: str = ""

    @property
    def api(self) -> str:
        """The API whose rule it is."""
        return APIS[self.code.partition("-")[0]]
