"""Rules of the Catalogi API (1.3.3)."""

# One rule per line, so that a search by its code shows all of it.
# fmt: off
# ruff: noqa: E501

from kapstok.kern.regels.regel import Regel

C = "magazijnen.catalogi.rules"
A = "magazijnen.catalogi.rules_archief"
V = "magazijnen.catalogi.rules_vorm"
OLD = "Proef van voor 1.3: sinds het historiemodel verwijzen typen naar elkaar met hun naam, en volgen ze elkaars versies."
CATALOGI = (
    Regel("ztc-001", "ZaakType", "maken, wijzigen", "Het procestype komt uit de selectielijst.", "selectielijstProcestype: invalid-resource", "S P", (f"{A}:ztc_001",)),
    Regel("ztc-002", "ResultaatType", "maken, wijzigen", "Omschrijving en klasse komen uit de selectielijst, en de klasse hoort bij het procestype; wat niet is ingevuld volgt daaruit.", "resultaattypeomschrijving, selectielijstklasse: invalid-resource; nonFieldErrors: procestype-mismatch", "S P", (f"{A}:ztc_002", f"{A}:ztc_002_defaults")),
    Regel("ztc-003", "ResultaatType", "maken, wijzigen", "De afleidingswijze past bij de procestermijn van de klasse.", "nonFieldErrors: invalid-afleidingswijze-for-procestermijn", "S P", (f"{A}:ztc_003",)),
    Regel("ztc-004", "ResultaatType", "maken, wijzigen", "Datumkenmerk is er alleen bij eigenschap, zaakobject en ander datumkenmerk.", "brondatumArchiefprocedure.datumkenmerk: required; must-be-empty", "S P", (f"{A}:ztc_004_to_008",)),
    Regel("ztc-005", "ResultaatType", "maken, wijzigen", "Einddatum bekend is leeg bij afgehandeld en termijn.", "brondatumArchiefprocedure.einddatumBekend: must-be-empty", "S P", (f"{A}:ztc_004_to_008",)),
    Regel("ztc-006", "ResultaatType", "maken, wijzigen", "Objecttype is er alleen bij zaakobject en ander datumkenmerk.", "brondatumArchiefprocedure.objecttype: required; must-be-empty", "S P", (f"{A}:ztc_004_to_008",)),
    Regel("ztc-007", "ResultaatType", "maken, wijzigen", "Registratie is er alleen bij ander datumkenmerk.", "brondatumArchiefprocedure.registratie: required; must-be-empty", "S P", (f"{A}:ztc_004_to_008",)),
    Regel("ztc-008", "ResultaatType", "maken, wijzigen", "Procestermijn is er alleen bij termijn.", "brondatumArchiefprocedure.procestermijn: required; must-be-empty", "S P", (f"{A}:ztc_004_to_008",)),
    Regel("ztc-009", "ZaakType, InformatieObjectType, BesluitType", "wijzigen, verwijderen", "Een gepubliceerd type blijft zoals het is; alleen de einddatum mag, of een verbetering met het geforceerde recht.", "nonFieldErrors: non-concept-object", "S P", (f"{C}:ztc_009", f"{C}:ztc_009_key")),
    Regel("ztc-010", "alles onder een ZaakType", "maken, wijzigen, verwijderen", "Wat bij een gepubliceerd zaaktype hoort blijft zoals het is; de relatie met een documenttype als beide kanten gepubliceerd zijn.", "nonFieldErrors: non-concept-zaaktype; non-concept-relation", "S P", (f"{C}:ztc_010", f"{C}:ztc_010_relation")),
    Regel("ztc-010a", "BesluitType, InformatieObjectType, ZaakType", "wijzigen, verwijderen", "Een type met gepubliceerde relaties blijft zoals het is (proeven ztc-010a, c en h).", "nonFieldErrors: non-concept-relation", "P", niet=OLD),
    Regel("ztc-011", "relaties", "maken, wijzigen", "Een relatie met een gepubliceerd type wordt niet gelegd.", "non-concept-zaaktype; non-concept-relation", "P", niet=OLD),
    Regel("ztc-012", "ZaakType", "publiceren", "Een zaaktype wordt gepubliceerd als het rollen, resultaten met een klasse en twee statussen heeft en alles waar het naar verwijst gepubliceerd is.", "veld of nonFieldErrors: concept-relation", "P Z", (f"{C}:ztc_012",)),
    Regel("ztc-013", "relaties", "maken, wijzigen", "Beide kanten van een relatie staan in dezelfde catalogus.", "nonFieldErrors: relations-incorrect-catalogus", "P O", (f"{C}:ztc_013",)),
    Regel("ztc-014", "alles", "lezen", "Wie zaken of documenten mag lezen, mag de catalogus lezen.", "", "S", ("magazijnen.catalogi.basis",)),
    Regel("ztc-015", "Eigenschap", "maken, wijzigen", "De lengte past bij het formaat, en de toegestane waarden passen bij beide.", "specificatie.veld: invalid", "S", (f"{V}:ztc_015", f"{V}:value_mismatch", "magazijnen.zaken.rules_eigenschap:ztc_015_mismatch")),
    Regel("ztc-016", "ZaakType, InformatieObjectType, BesluitType", "publiceren", "Gepubliceerde versies van een type gelden niet op dezelfde dag.", "nonFieldErrors: overlap", "S Z", (f"{C}:ztc_016",)),
    Regel("ztc-017", "Catalogus", "verwijderen", "Alleen een lege catalogus wordt verwijderd.", "409 CATALOG_NOT_EMPTY", "S", niet="Ontwerp voor 1.4; in 1.3.3 bestaat verwijderen van een catalogus niet."),
    Regel("ztc-x-brondatum", "ResultaatType", "maken, wijzigen", "Zonder begin van de bewaartermijn kan alleen wat altijd bewaard blijft.", "brondatumArchiefprocedure: required", "Z", (f"{A}:brondatum_present",)),
    Regel("ztc-x-woorden", "ZaakType", "maken, wijzigen", "Wie verlengen toestaat zegt hoe lang; bron van een kopie is heel of leeg; een type eindigt niet voor het begint; een termijn duurt iets.", "verlenging-mismatch; invalid-bronzaaktype-for-broncatalogus; date-mismatch; empty-duration", "Z", (f"{V}:verlenging", f"{V}:bron", f"{V}:duration", f"{C}:period")),
    Regel("ztc-x-uniek", "Catalogus, StatusType en andere", "maken, wijzigen", "Domein en RSIN, volgnummers en omschrijvingen komen één keer voor.", "unique", "O Z", (f"{C}:unique", f"{V}:number", f"{V}:organisation")),
    Regel("ztc-x-versies", "ZaakType, InformatieObjectType, BesluitType", "lezen", "Een type is een versie; relaties gaan op naam en worden gelezen als de versies die op een dag gelden.", "", "S", ("magazijnen.catalogi.versies", "magazijnen.catalogi.relations")),
)
