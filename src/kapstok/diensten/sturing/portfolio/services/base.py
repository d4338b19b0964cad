"""What the use cases of the portfolio share: words for faults, all of them in one answer."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapstok.platform.errors import Refusal, Refusals

WORDS: dict[str, Promise | str] = {
    "verplicht": _("Vul dit in."),
    "onbekend": _("Deze waarde bestaat niet."),
    "biv": _("Een BIV-classificatie heeft drie cijfers van 1 tot en met 3, bijvoorbeeld 221."),
    "gemma": _("Dit onderdeel staat niet in GEMMA."),
    "cloud": _("Schrijf op waarom deze gegevens in de cloud mogen. Zonder afweging kan de applicatie niet in gebruik."),
    "naam": _("Er is al een applicatie met deze naam."),
    "nummer": _("Er is al een contract met dit nummer."),
    "volgorde": _("De einddatum ligt voor de begindatum."),
    "bedrag": _("Vul een bedrag van nul of meer in."),
    "opzegtermijn": _("Een opzegtermijn is hoogstens 60 maanden."),
    "zichzelf": _("Een applicatie kan niet met zichzelf koppelen of zichzelf vervangen."),
    "kring": _("Deze applicaties zouden elkaar vervangen."),
    "beheerder": _("Vul eerst de beheerder in, dan de plaatsvervanger."),
    "zelfde": _("De plaatsvervanger is iemand anders dan de beheerder."),
    "ia": _("Technisch beheer ligt altijd bij OWO-I&A. Vul iemand in die bij Rollen technisch beheerder is."),
    "dubbel": _("Deze koppeling is er al."),
}  # fmt: skip


def refuse(faults: list[tuple[str, str]]) -> None:
    """One answer with all faults."""
    if faults:
        raise Refusals([Refusal(code, field, str(WORDS[code])) for field, code in faults])
