"""What an external register must be. Pure."""

from collections.abc import Collection

from kapstok.platform.errors import Refusal

# Which API, and what of it a test asks for.
SOORTEN = {
    "zaken": "zaken",
    "catalogi": "catalogussen",
    "documenten": "enkelvoudiginformatieobjecten",
    "besluiten": "besluiten",
    "klanten": "klantcontacten",
    "objecten": "objects",
    "anders": "",
}
METHODEN = ("geen", "zgw", "token")


class RegisterRefused(Refusal):
    """A rule about external registers said no."""


def address_can_be(form: str, *, trusted: bool, own: bool) -> list[RegisterRefused]:
    """`form`: the scheme of a plain address, empty for anything else. Ours is not a register of somebody else."""
    if not form:
        return [RegisterRefused("bad-url", "adres", "Vul een adres in dat met https:// begint.")]
    if own:
        return [RegisterRefused("invalid", "adres", "Dit is een adres van Kapstok zelf.")]
    if form != "https" and not trusted:
        text = "Alleen https. Iets in het eigen netwerk laat de technisch beheerder toe (KAPSTOK_VERTROUWDE_HOSTS)."
        return [RegisterRefused("invalid", "adres", text)]
    return []


def is_complete(methode: str, client_id: str, *, has_secret: bool) -> list[RegisterRefused]:
    """What the way to log in asks for."""
    found: list[RegisterRefused] = []
    if methode == "zgw" and not client_id:
        found.append(
            RegisterRefused("required", "client_id", "Vul het client-id in dat u van het register kreeg.")
        )
    if methode != "geen" and not has_secret:
        found.append(RegisterRefused("required", "geheim", "Vul het geheim in dat u van het register kreeg."))
    return found


def address_is_free(*, taken: bool) -> list[RegisterRefused]:
    """An address stands in the list once."""
    return [RegisterRefused("unique", "adres", "Dit adres staat al in de lijst.")] if taken else []


def can_go(uses: Collection[tuple[str, int]], *, sure: bool) -> list[RegisterRefused]:
    """Nothing points to it any more; or somebody is sure that it can go all the same."""
    if sure or not uses:
        return []
    where = ", ".join(f"{count} × {name}" for name, count in uses)
    text = f"Er wijst nog iets naar dit register: {where}. Zonder het register kan Kapstok dat niet meer controleren."
    return [RegisterRefused("in-use", "", text)]


def covers(base: str, url: str) -> bool:
    """Is this an address below the base? Steps back count as outside, however they are written."""
    if not (url == base or url.startswith(f"{base}/")):
        return False
    below = (
        url[len(base) :].split("?", 1)[0].lower().replace("%2e", ".").replace("%2f", "/").replace("\\", "/")
    )
    return not any(part in {".", ".."} for part in below.split("/"))
