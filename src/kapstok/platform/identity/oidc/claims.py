"""From the claims of a broker to an identity: pure, and strict about what a bsn or kvk number is."""

import re
from collections.abc import Mapping
from typing import Any

from kapstok.platform.http.scrub import passes_elfproef
from kapstok.platform.identity.identities import Identity, reaches
from kapstok.platform.identity.oidc.config import KVK_QUALIFIER, BrokerConfig, ClaimPath
from kapstok.platform.identity.oidc.errors import level_too_low, untrusted

_KVK = re.compile(r"[0-9]{8}")
_VESTIGING = re.compile(r"[0-9]{12}")

LEVEL_NAMES = {
    "basis": "DigiD Basis",
    "midden": "DigiD Midden (sms of app)",
    "substantieel": "DigiD Substantieel (app met identiteitsbewijs)",
    "hoog": "DigiD Hoog",
    "eh2": "eHerkenning niveau 2",
    "eh2plus": "eHerkenning niveau 2+",
    "eh3": "eHerkenning niveau 3",
    "eh4": "eHerkenning niveau 4",
}
_SAME_RANK = {
    "digid": ("", "basis", "midden", "substantieel", "hoog"),
    "eherkenning": ("", "eh2", "eh2plus", "eh3", "eh4"),
}


def level_for(kind: str, minimum: str) -> str:
    """The name that this broker's scheme gives to a required level of either scheme."""
    return next(name for name in _SAME_RANK[kind] if reaches(name, minimum))


def read_claim(claims: Mapping[str, Any], path: ClaimPath) -> str:
    """Text at a path in the claims; empty when it is absent or not one plain value."""
    value: Any = claims
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value.strip() if isinstance(value, str) else ""


def identity_from_claims(claims: Mapping[str, Any], config: BrokerConfig, *, minimum: str = "") -> Identity:
    """The resident or business, at a level that suffices; LoginRefused otherwise."""
    told = read_claim(claims, config.claims.niveau)
    level = config.level_of(told) if told else config.default_level
    required = max(minimum, config.minimum_level, key=lambda name: _rank(config, name))
    if not level:
        raise untrusted("level")
    if not reaches(level, required):
        raise level_too_low(LEVEL_NAMES[level_for(config.kind, required)])
    if config.kind == "digid":
        return _resident(claims, config, level)
    return _business(claims, config, level)


def _rank(config: BrokerConfig, name: str) -> int:
    return _SAME_RANK[config.kind].index(level_for(config.kind, name))


def _require_bsn(value: str) -> str:
    if not passes_elfproef(value):
        raise untrusted("bsn")
    return value


def _resident(claims: Mapping[str, Any], config: BrokerConfig, level: str) -> Identity:
    names = config.claims
    represented = read_claim(claims, names.vertegenwoordigde)
    name = read_claim(claims, names.naam)[:200]
    if represented:
        acting = _require_bsn(read_claim(claims, names.gemachtigde))
        return Identity("burger", _require_bsn(represented), name, level=level, gemachtigde=acting)
    return Identity("burger", _require_bsn(read_claim(claims, names.bsn)), name, level=level)


def _business(claims: Mapping[str, Any], config: BrokerConfig, level: str) -> Identity:
    names = config.claims
    if read_claim(claims, names.kvk_soort) not in {"", KVK_QUALIFIER}:
        raise untrusted("kvk: another kind of number")
    kvk = read_claim(claims, names.kvk)
    if not _KVK.fullmatch(kvk):
        raise untrusted("kvk")
    vestiging = read_claim(claims, names.vestiging)
    if vestiging and not _VESTIGING.fullmatch(vestiging):
        # A restriction that we cannot read must not silently become the whole company.
        raise untrusted("vestigingsnummer")
    return Identity(
        "bedrijf",
        kvk,
        read_claim(claims, names.naam)[:200],
        level=level,
        vestiging=vestiging,
        gemachtigde=read_claim(claims, names.handelende)[:255],
    )
