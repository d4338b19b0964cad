"""Rules of the Besluiten API (1.1)."""

# One rule per line, so that a search by its code shows all of it.
# fmt: off
# ruff: noqa: E501

from kapstok.kern.regels.regel import Regel

B = "magazijnen.besluiten.rules"
S = "magazijnen.besluiten.services"
BESLUITEN = (
    Regel("brc-001", "Besluit", "maken, wijzigen", "Een besluit is van een gepubliceerd besluittype, en dat ligt vast.", "besluittype: bad-url; invalid-resource; not-published; wijzigen-niet-toegelaten", "S P", (f"{B}:brc_001_besluittype_is_published", f"{B}:brc_fields_stay")),
    Regel("brc-002", "Besluit", "maken, wijzigen", "Een besluitnummer komt binnen een organisatie één keer voor, wordt anders gegeven, en ligt vast.", "identificatie: identificatie-niet-uniek; wijzigen-niet-toegelaten", "S P", (f"{B}:brc_002_identificatie_is_unique", f"{B}:brc_fields_stay")),
    Regel("brc-003", "BesluitInformatieObject", "maken", "Het document bestaat en staat één keer bij het besluit.", "informatieobject: bad-url; nonFieldErrors: unique", "S P O", (f"{B}:brc_003_once",)),
    Regel("brc-004", "BesluitInformatieObject", "maken, wijzigen", "De relatie is een gegeven van de server; wijzigen bestaat niet.", "405 method_not_allowed", "S P", (f"{S}.documenten:link_document",)),
    Regel("brc-005", "BesluitInformatieObject", "maken, verwijderen", "De Documenten API kent dezelfde relatie van de andere kant; ook die van een ander register.", "informatieobject: pending-relations", "S P", (f"{S}.documenten:link_document", f"{S}.documenten:unlink_document", "magazijnen.documenten.elders:mirror_of")),
    Regel("brc-006", "Besluit", "maken, wijzigen", "Een zaak die bij het besluit staat ziet het besluit; zij wordt niet door een andere vervangen. In een ander register wordt de relatie daar gemaakt.", "zaak: wijzigen-niet-toegelaten; pending-relations", "S", (f"{S}.base:tell_zaak", f"{B}:brc_fields_stay")),
    Regel("brc-007", "Besluit", "maken, wijzigen", "Het besluittype kan uit het zaaktype van de zaak volgen.", "nonFieldErrors: zaaktype-mismatch", "S P", (f"{B}:brc_007_zaaktype",)),
    Regel("brc-008", "BesluitInformatieObject", "maken", "Het soort document hoort bij het besluittype.", "nonFieldErrors: missing-besluittype-informatieobjecttype-relation", "S P", (f"{B}:brc_008_informatieobjecttype",)),
    Regel("brc-009", "Besluit", "verwijderen", "Een besluit gaat weg met zijn relaties en audittrail; zijn documenten blijven.", "204", "S P", (f"{S}.besluit:delete_besluit",)),
    Regel("brc-x-datum", "Besluit", "maken, wijzigen", "De datum van een besluit ligt niet in de toekomst.", "datum: future_not_allowed", "O Z", (f"{B}:brc_datum",)),
)
