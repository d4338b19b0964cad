"""Where our contracts differ from the published ones, and why. The first reason that fits counts.

A difference without a reason here is a fault: a test says which.
"""

import re
from pathlib import Path

from kapstok.koppelvlakken.zgw.vergelijk import CONTRACTS, differences

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
        r"^catalogi DELETE \S+ status",
        "204 zonder inhoud, zoals alle bekende servers antwoorden; 200 is een verschrijving.",
    ),
    (
        r"^catalogi POST /informatieobjecttypen status",
        "201 met Location, zoals alle bekende servers; 200 is een verschrijving.",
    ),
    (
        r"^catalogi \S+ \S+ verzoek (beginObject|eindeObject|(begin|einde)Geldigheid|catalogus|eigenschappen) .*\| $",
        "Wordt afgeleid (van het zaaktype of van de versies); wie het meestuurt wordt niet geweigerd.",
    ),
    (
        r"^catalogi \S+ /informatieobjecttypen/{} verzoek",
        "Het contract noemt geen inhoud van PUT; wij nemen dezelfde als bij POST.",
    ),
    (
        r"^catalogi POST /informatieobjecttypen verzoek zaaktypeIdentificaties",
        "De relatie wordt bij het zaaktype gelegd.",
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
    (
        r"^autorisaties .*autorisaties\.(component|objecttype)",
        "Ook rechten op de API's van de markt: Klantinteracties (kc) en Objecten (oc).",
    ),
    (
        r"(actor|partij)Identificatie\.|hadBetrokkenActoren \| array van \|",
        "De vorm hangt af van het soort; hier als één object beschreven en per soort gecontroleerd.",
    ),
    (
        r"^objecten DELETE /objects/{} (status|antwoordheader)",
        "204 zonder inhoud; 200 alleen als het object blijft omdat het ook van andere zaken is.",
    ),
    (r"X-Unauthorized-Fields", "Een recht geldt voor het hele object; er zijn geen rechten per veld."),
    (
        r"^objecten .* (correctedBy|correctionFor) ",
        "Wat er niet is, is null, zoals ook het contract bij een object zegt.",
    ),
    (r"^objecten GET /objects/{}/\S+ header Accept-Crs", "Antwoorden zijn altijd in EPSG:4326."),
    (r"(actor|partij)Identificatie \|", "Null mag ook, zoals applicaties uit het veld sturen."),
    (r"toegewezenAanActor \| object \|", "Null als de actor er niet meer is."),
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
        r"antwoord inhoud",
        "In het antwoord een adres, zoals in de standaard; het contract beschrijft wat gestuurd wordt.",
    ),
    (
        r"enkelvoudiginformatieobjecten\S* verzoek lock|unlock verzoek lock",
        "Wanneer de sleutel nodig is, staat in drc-009; die regel geldt.",
    ),
    (r"bestandsdelen\S* verzoek inhoud", "Een deel zonder inhoud bestaat niet."),
    (r"emailadres", "Een adres wordt op zijn vorm gecontroleerd."),
    (r"sendCloudevents", "Veld van Open Notificaties: meldingen als CloudEvent."),
    (r"(publish|lock) verzoek mediatype", "De inhoud wordt niet gelezen; hij mag er zijn en mag ontbreken."),
    (r"zaaknummer_reserveren antwoordheader Location", "Een gereserveerd nummer heeft geen adres."),
    (r"header Content-Type", "Een lege inhoud heeft geen soort nodig."),
)
_RULES = tuple((re.compile(pattern), reason) for pattern, reason in REASONS)


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
