"""What an application may be given (Autorisaties 1.1.0), by the codes of the standard."""

from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from kapstok.platform.errors import Refusal

SCOPES: dict[str, tuple[str, ...]] = {
    "zrc": (
        "zaken.lezen",
        "zaken.aanmaken",
        "zaken.bijwerken",
        "zaken.geforceerd-bijwerken",
        "zaken.statussen.toevoegen",
        "zaken.heropenen",
        "zaken.verwijderen",
        "audittrails.lezen",
    ),
    "drc": (
        "documenten.lezen",
        "documenten.aanmaken",
        "documenten.bijwerken",
        "documenten.geforceerd-bijwerken",
        "documenten.lock",
        "documenten.geforceerd-unlock",
        "documenten.verwijderen",
        "audittrails.lezen",
    ),
    "brc": (
        "besluiten.lezen",
        "besluiten.aanmaken",
        "besluiten.bijwerken",
        "besluiten.verwijderen",
        "audittrails.lezen",
    ),
    "ztc": (
        "catalogi.lezen",
        "catalogi.schrijven",
        "catalogi.geforceerd-schrijven",
        "catalogi.geforceerd-verwijderen",
        "zaken.lezen",  # ztc-014: these two read the catalogus too
        "documenten.lezen",
    ),
    "ac": ("autorisaties.lezen", "autorisaties.bijwerken"),
    "nrc": ("notificaties.consumeren", "notificaties.publiceren"),
    # Of the market, not of the standard: Klantinteracties with Contactgegevens, and Objecten with Objecttypen.
    "kc": (
        "klantinteracties.lezen",
        "klantinteracties.schrijven",
        "contactgegevens.lezen",
        "contactgegevens.schrijven",
    ),
    "oc": ("objecten.lezen", "objecten.schrijven", "objecttypen.lezen", "objecttypen.schrijven"),
}
COMPONENTS = tuple(SCOPES)
# The standard knows the other components only; rights on these stand apart for who reads as the standard says.
BESIDES = ("kc", "oc")


class Soort(msgspec.Struct, frozen=True):
    """What a right on rows names (ac-003): their type. `naam`: the column by which the type is known over all its
    versions, `woord` by people; `nummer`: the same of a row. `niveau`: the right also names the highest
    confidentiality; `catalogus`: it may name a whole catalogus instead."""

    veld: str
    resource: str
    rijen: str
    prefix: str
    naam: str = "omschrijving"
    woord: str = "omschrijving"
    nummer: str = "identificatie"
    niveau: bool = False
    catalogus: bool = True


SOORTEN = {
    "zrc": Soort("zaaktype", "catalogi.zaaktype", "zaken.zaak", "zaken.", naam="identificatie", niveau=True),
    "drc": Soort(
        "informatieobjecttype",
        "catalogi.informatieobjecttype",
        "documenten.enkelvoudiginformatieobject",
        "documenten.",
        niveau=True,
    ),
    "brc": Soort("besluittype", "catalogi.besluittype", "besluiten.besluit", "besluiten."),
    "oc": Soort(
        "objecttype",
        "objecttypes.objecttype",
        "objecten.object",
        "objecten.",
        naam="id",
        woord="name",
        nummer="id",
        catalogus=False,
    ),
}
TYPE_OF = {component: soort.veld for component, soort in SOORTEN.items()}
LEVELLED = {component for component, soort in SOORTEN.items() if soort.niveau}
MAX = "maxVertrouwelijkheidaanduiding"


class ApplicatieRefused(Refusal):
    """A rule of the autorisatiemagazijn said no."""


class Recht(msgspec.Struct, frozen=True, kw_only=True):
    """One autorisatie as it is kept; `soort` is the identificatie or omschrijving of the type."""

    component: str
    scopes: tuple[str, ...]
    soort: str = ""
    max: str = ""
    catalogus: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What may be there only once."""
        return self.component, self.soort, self.catalogus


def ac_001_client_id_of_one_applicatie(taken: Collection[str]) -> Iterator[ApplicatieRefused]:
    """A client id belongs to one applicatie, for ever."""
    if taken:
        names = ", ".join(sorted(taken))
        yield ApplicatieRefused("clientId-exists", "clientIds", f"Al van een andere applicatie: {names}.")


def ac_002_all_or_named(*, alles: bool, rechten: Sequence[Recht]) -> Iterator[ApplicatieRefused]:
    """Either everything, or named autorisaties; not both and not neither."""
    if alles and rechten:
        text = "Geef óf alle autorisaties, óf een lijst met autorisaties."
        yield ApplicatieRefused("ambiguous-authorizations-specified", "nonFieldErrors", text)
    if not alles and not rechten:
        text = "Geef alle autorisaties of minstens één autorisatie."
        yield ApplicatieRefused("missing-authorizations", "nonFieldErrors", text)


def ac_003_right_names_its_type(number: int, recht: Recht) -> Iterator[ApplicatieRefused]:
    """A right on zaken, documenten, besluiten or objecten names the type (or a catalogus) and its confidentiality."""
    soort = SOORTEN.get(recht.component)
    if soort is None or not any(s.startswith(soort.prefix) for s in recht.scopes):
        return
    if not recht.soort and not recht.catalogus:
        yield _required(number, soort.veld)
    if soort.niveau and not recht.max:
        yield _required(number, MAX)


def scopes_exist(number: int, recht: Recht) -> Iterator[ApplicatieRefused]:
    """A scope is one of the component."""
    for place, scope in enumerate(recht.scopes):
        if scope not in SCOPES[recht.component]:
            text = f"De scope {scope[:100]} hoort niet bij {recht.component}."
            yield ApplicatieRefused("invalid_choice", f"autorisaties.{number}.scopes.{place}", text)


def merged(rechten: Iterable[Recht]) -> list[Recht]:
    """Versions of one type are one right: an answer of ours, sent back, changes nothing."""
    return list(dict.fromkeys(rechten))


def rights_do_not_overlap(rechten: Iterable[Recht]) -> Iterator[ApplicatieRefused]:
    """One right per component and type."""
    seen: set[tuple[str, str, str]] = set()
    for recht in rechten:
        if recht.component in TYPE_OF and recht.key in seen:
            text = f"Er is al een recht voor {recht.component} {recht.soort or 'zonder type'}."
            yield ApplicatieRefused("overlapped_types", "autorisaties", text)
        seen.add(recht.key)


def all_rights(rechten: Sequence[Recht]) -> Iterator[ApplicatieRefused]:
    """Every rule on the list."""
    for number, recht in enumerate(rechten):
        yield from ac_003_right_names_its_type(number, recht)
        yield from scopes_exist(number, recht)
    yield from rights_do_not_overlap(merged(rechten))


def own_rights_stay(before: object, after: object) -> Iterator[ApplicatieRefused]:
    """Nobody gives himself rights, or takes from himself what he needs to come back."""
    if before != after:
        text = "Een applicatie wijzigt haar eigen rechten en client-ids niet; dat doet een beheerder."
        yield ApplicatieRefused("permission_denied", "nonFieldErrors", text)


def not_away_with_itself() -> Iterator[ApplicatieRefused]:
    """An application does not delete itself."""
    text = "Een applicatie verwijdert zichzelf niet; dat doet een beheerder."
    yield ApplicatieRefused("permission_denied", "nonFieldErrors", text)


def _required(number: int, name: str) -> ApplicatieRefused:
    return ApplicatieRefused("required", f"autorisaties.{number}.{name}", "Dit veld is vereist.")
