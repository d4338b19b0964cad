"""What we agreed with one broker: addresses, client, names of claims, levels.

Names of the claims as Dutch brokers use them (eToegang 1.9 and 1.13, DigiD SAML class references);
each can be overridden per municipality.
"""

from typing import Literal

import msgspec

BrokerKind = Literal["digid", "eherkenning"]
ClaimPath = tuple[str, ...]

KVK_QUALIFIER = "urn:etoegang:1.9:EntityConcernedID:KvKnr"

LEVELS: dict[str, dict[str, str]] = {
    "digid": {
        "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport": "basis",
        "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract": "midden",
        "urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard": "substantieel",
        "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI": "hoog",
    },
    "eherkenning": {
        "urn:etoegang:core:assurance-class:loa2": "eh2",
        "urn:etoegang:core:assurance-class:loa2plus": "eh2plus",
        "urn:etoegang:core:assurance-class:loa3": "eh3",
        "urn:etoegang:core:assurance-class:loa4": "eh4",
    },
}
MINIMUM: dict[str, str] = {"digid": "midden", "eherkenning": "eh3"}


class ClaimNames(msgspec.Struct, frozen=True, kw_only=True):
    """Where each fact stands in the claims; a path of several names goes into nested objects."""

    bsn: ClaimPath = ("bsn",)
    vertegenwoordigde: ClaimPath = ("aanvrager", "bsn")  # DigiD Machtigen: on behalf of whom
    gemachtigde: ClaimPath = ("gemachtigde", "bsn")  # DigiD Machtigen: who logged in
    kvk: ClaimPath = ("urn:etoegang:core:LegalSubjectID",)
    kvk_soort: ClaimPath = ("namequalifier",)
    handelende: ClaimPath = ("urn:etoegang:core:ActingSubjectID",)
    vestiging: ClaimPath = ("urn:etoegang:1.9:ServiceRestriction:Vestigingsnr",)
    naam: ClaimPath = ("name",)
    niveau: ClaimPath = ("acr",)


class BrokerConfig(msgspec.Struct, frozen=True, kw_only=True):
    """One broker of one municipality, secrets opened."""

    kind: BrokerKind
    issuer: str
    client_id: str
    client_secret: str
    scopes: tuple[str, ...] = ("openid",)
    claims: ClaimNames = ClaimNames()
    levels: dict[str, str] = {}
    minimum: str = ""
    default_level: str = ""  # when the broker does not tell; empty refuses such a login
    auth_method: Literal["client_secret_basic", "client_secret_post"] = "client_secret_basic"
    simulated: bool = False  # our own test provider, reached without the network

    def level_of(self, value: str) -> str:
        """Our name of the level that the broker named; empty when unknown."""
        table = {**LEVELS[self.kind], **self.levels}
        return table.get(value, value if value in table.values() else "")

    def acr_of(self, level: str) -> str:
        """The broker's name of one of our levels."""
        table = {**LEVELS[self.kind], **self.levels}
        return next((acr for acr, name in table.items() if name == level), "")

    @property
    def minimum_level(self) -> str:
        return self.minimum or MINIMUM[self.kind]
