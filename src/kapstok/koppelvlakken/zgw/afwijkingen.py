"""Where our contracts differ from the published ones, and why. The first reason that fits counts.

A difference without a reason here is a fault: a test says which.
"""

import re
from pathlib import Path

from kapstok.koppelvlakken.zgw.vergelijk import CONTRACTS, differences
from kapstok.platform.resource import compiled

# (pattern over "API operation what | published | ours", reason)
REASONS: tuple[tuple[str, str], ...] = (
    (
        r" HEAD \S+ operatie ",
        "De tekst van de standaard vraagt HEAD bij elke bron; niet elk contract noemt het.",
    ),
    (r"^zaken \S+ /substatussen", "Bestaat in Open Zaak (experimenteel) en wordt door het veld gebruikt."),
    (
        r"^zaken POST /rollen/_zoek",
        "Zoeken op een BSN zonder dat het in een adres of logboek komt; de standaard heeft dit alleen bij zaken.",
    ),
    (r"^zaken (PUT|PATCH) /rollen", "Bestaat in Open Zaak: een rol wijzigen zonder hem opnieuw te maken."),
    (
        r"(documentnummer_reserveren|reserveer_zaaknummer) operatie",
        "Bestaat in Open Zaak: nummers vooraf reserveren.",
    ),
    (
        r"(zaak_\w+|besluit_verwerken|document_registreren)(/{})? operatie",
        "Bestaat in Open Zaak (experimenteel): meer bronnen in één aanroep, alles of niets.",
    ),
    (r"^catalogi GET \S+ rechten", "ztc-014: wie zaken of documenten mag lezen, mag de catalogus lezen."),
    (
        r"^catalogi \S+ /zaakobjecttypen\S* verzoek (beginGeldigheid|catalogus)",
        "Mag ontbreken: het zaaktype zegt het al. Wie een catalogus noemt, noemt die van het zaaktype.",
    ),
    (
        r"^catalogi POST /informatieobjecttypen verzoek zaaktypeIdentificaties",
        "Mag ontbreken: de relatie wordt bij het zaaktype gelegd, met richting en volgnummer.",
    ),
    (
        r"^catalogi \S+ /catalogussen\S* \S+ (naam|versie)",
        "Leeg is bij ons altijd een lege tekst, nooit null.",
    ),
    (
        r"antwoord (catalogus|beginGeldigheid) \| string/(uri|date) of null \|",
        "Het is er altijd, dus nooit null.",
    ),
    (r"versiedatum", "Mag ook null zijn bij het sturen; in het antwoord staat dan de begindatum."),
    (
        r"verzoek informatieobjecttype \| string verplicht ≤ 100",
        "Naast de omschrijving wordt ook het adres aangenomen, zoals oudere clients sturen.",
    ),
    (r"verzoek deelzaaktypen", "Leeg laten mag: dan zijn er geen deelzaaktypen."),
    (r"antwoord resultaattypeOmschrijving", "Uit de tekst van 1.3.3; ontbreekt in het schema."),
    (
        r"/zaken\S* \S+ (gerelateerdeZaken|laatstGemuteerd|laatstGeopend|communicatiekanaalNaam)",
        "Veld van Open Zaak dat het veld gebruikt.",
    ),
    (
        r"relevanteAndereZaken\.(aardRelatie|overigeRelatie|toelichting)",
        "Open Zaak kent ook de aard overig, met toelichting.",
    ),
    (r"opschorting\.eerdereOpschorting", "Veld van Open Zaak: of de zaak eerder opgeschort was."),
    (
        r"(objectIdentificatie|betrokkeneIdentificatie) ",
        "De vorm hangt af van het soort; hier als object beschreven en per soort gecontroleerd.",
    ),
    (
        r"/rollen\S* \S+ (authenticatieContext|beginGeldigheid|eindeGeldigheid)",
        "Veld van Open Zaak: machtiging en geldigheid van een rol.",
    ),
    (r"verzoek toegewezenAanActor ", "Null mag ook; toegewezenAanActoren zegt het dan."),
    (
        r"^autorisaties .*(autorisaties\.(component|objecttype)|overigeAutorisaties)",
        "Ook rechten op de API's van de markt: Klantinteracties (kc) en Objecten (oc).",
    ),
    (
        r"(actor|partij)Identificatie\.|hadBetrokkenActoren \| array van \|",
        "De vorm hangt af van het soort; hier als één object beschreven en per soort gecontroleerd.",
    ),
    (r"^objecten GET /objects/{}/\S+ header Accept-Crs", "Antwoorden zijn altijd in EPSG:4326."),
    (r"(actor|partij)Identificatie \|", "Null mag ook, zoals applicaties uit het veld sturen."),
    (r"inhoud \| string ≤ 1000 \|", "Berichten uit Mijn omgeving zijn langer; wat korter is past ook."),
    (
        r"maak-klantcontact verzoek (betrokkene.hadKlantcontact|onderwerpobject.klantcontact)",
        "Wordt hier door de aanroep ingevuld; wie het meestuurt wordt niet geweigerd.",
    ),
    (
        r"partij-identificatoren\S* verzoek uuid",
        "Het uuid staat in het adres; alleen binnen een partij zegt het iets.",
    ),
    (r"verzoek roltoelichting", "Leeg mag ook, zoals Open Zaak toestaat."),
    (
        r"(_zoek|/search) verzoek",
        "De mogelijke waarden staan niet in het contract, maar worden wel gecontroleerd; uuid__in mag ontbreken.",
    ),
    (
        r"enkelvoudiginformatieobjecten\S* verzoek lock|unlock verzoek lock",
        "Wanneer de sleutel nodig is, staat in drc-009; die regel geldt.",
    ),
    (r"sendCloudevents", "Veld van Open Notificaties: meldingen als CloudEvent."),
    (r"(publish|lock) verzoek mediatype", "De inhoud wordt niet gelezen; hij mag er zijn en mag ontbreken."),
    (r"header Content-Type", "Een lege inhoud heeft geen soort nodig."),
)
# (pattern, where the published document contradicts itself, and what we do)
CONTRADICTIONS: tuple[tuple[str, str], ...] = (
    (
        r"^catalogi DELETE \S+ status",
        (
            "De zes andere DELETE's van het document geven 204 (zie /statustypen/{uuid}); de inhoud bij deze 200 heet "
            "`Unspecified response body`. Wij geven 204, zoals alle bekende servers."
        ),
    ),
    (
        r"^catalogi POST /informatieobjecttypen status",
        (
            "De negen andere POST's van het document die iets maken geven 201 (zie /besluittypen). Wij geven 201 met "
            "Location, zoals alle bekende servers."
        ),
    ),
    (
        r"^catalogi PUT /informatieobjecttypen/{} verzoek",
        (
            "De inhoud heet `Unspecified request body`, terwijl de tekst bij de operatie zegt dat zij de hele bron "
            "vervangt en alle andere PUT's hun bron noemen. Wij nemen dezelfde inhoud als bij POST."
        ),
    ),
    (
        r"^documenten PUT /bestandsdelen/{} verzoek inhoud",
        (
            "`BestandsDeelRequest` noemt `inhoud` niet verplicht, maar het is het enige dat deze operatie wijzigt: "
            "alle andere velden van `BestandsDeel` zijn readOnly, en `lock` is de sleutel. Wij vragen de inhoud."
        ),
    ),
    (
        r"^objecten .* (correctedBy|correctionFor) ",
        (
            "`ObjectRecord` noemt `correctionFor` nullable, `HistoryRecord` hetzelfde gegeven niet; en een record "
            "dat niets verbetert heeft er geen. Wij geven dan null."
        ),
    ),
    (
        r"^klantinteracties .*antwoord toegewezenAanActor ",
        (
            "Het is de eerste van `toegewezenAanActoren`, en die lijst mag in hetzelfde schema leeg zijn. Wij geven "
            "dan null."
        ),
    ),
)
_RULES = tuple((re.compile(pattern), reason) for pattern, reason in (*CONTRADICTIONS, *REASONS))
_SLIPS = frozenset(reason for _, reason in CONTRADICTIONS)


def is_slip(reason: str) -> bool:
    """Is the published document at odds with itself here?"""
    return reason in _SLIPS


def reason_of(api: str, operation: str, what: str, before: str, after: str) -> str:
    """Why this difference is there; empty when nobody said so."""
    text = f"{api} {operation} {what} | {before} | {after}"
    return next((reason for pattern, reason in _RULES if pattern.search(text)), "")


def rows(standards: Path) -> list[tuple[str, str, str, str, str, str]]:
    """(API, operations, what, published, ours, reason); the same difference of several operations is one row."""
    grouped: dict[tuple[str, str, str, str, str], list[str]] = {}
    for api in CONTRACTS:
        for operation, what, before, after in differences(api, standards):
            key = (api, what, before, after, reason_of(api, operation, what, before, after))
            grouped.setdefault(key, []).append(operation)
    return [
        (api, ", ".join(operations), what, before, after, reason)
        for (api, what, before, after, reason), operations in grouped.items()
    ]


def not_kept() -> list[tuple[str, str, str]]:
    """(API, resource, members) that a body may name and that stay what they follow from."""
    found: list[tuple[str, str, str]] = []
    for own in compiled().values():
        names = [f"`{f.name}`" for f in own.resource.fields if f.parser and not f.column]
        if names:
            found.append((f"`{own.resource.api.name}`", own.resource.path, ", ".join(names)))
    return sorted(found)  # resources are known in the order in which somebody happened to ask for them
