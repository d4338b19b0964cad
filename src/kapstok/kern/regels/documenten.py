"""Rules of the Documenten API (1.7)."""

# One rule per line, so that a search by its code shows all of it.
# fmt: off
# ruff: noqa: E501

from kapstok.kern.regels.regel import Regel

D = "magazijnen.documenten.rules"
DOCUMENTEN = (
    Regel("drc-001", "EnkelvoudigInformatieObject", "maken, wijzigen", "Een document is van een gepubliceerd informatieobjecttype.", "informatieobjecttype: bad-url; invalid-resource; not-published", "S P", (f"{D}:drc_001_type_is_published",)),
    Regel("drc-002", "ObjectInformatieObject", "maken", "Het object bestaat en is van de genoemde soort.", "object: bad-url; invalid-resource", "S P", ("magazijnen.documenten.resources.relatie",)),
    Regel("drc-003", "ObjectInformatieObject", "maken", "Een document en een object hebben één relatie.", "nonFieldErrors: unique", "S P", (f"{D}:drc_003_once_per_object",)),
    Regel("drc-004", "ObjectInformatieObject", "maken, verwijderen", "De relatie volgt die in de API van het object: zij kan er niet eerder zijn en niet eerder weg.", "nonFieldErrors: inconsistent-relation; remote-relation-exists", "S P Z", (f"{D}:drc_004_follows_its_source", f"{D}:drc_004_source_is_gone")),
    Regel("drc-005", "EnkelvoudigInformatieObject", "maken, wijzigen", "Een ontvangen document is niet in bewerking of ter vaststelling.", "status: invalid_for_received", "S P", (f"{D}:drc_005_received_is_not_in_work",)),
    Regel("drc-006", "EnkelvoudigInformatieObject, Gebruiksrechten", "maken, wijzigen, verwijderen", "De indicatie volgt de gebruiksrechten: ja door ze vast te leggen, nee alleen zonder, leeg als de laatste weg is.", "indicatieGebruiksrecht: missing-gebruiksrechten; existing-gebruiksrechten", "S P Z", (f"{D}:drc_006_rights_decide",)),
    Regel("drc-007", "EnkelvoudigInformatieObject", "maken", "Zonder vertrouwelijkheidaanduiding geldt die van het type.", "", "S P", ("magazijnen.documenten.services.create:create_document",)),
    Regel("drc-008", "EnkelvoudigInformatieObject", "verwijderen", "Een document dat ergens bij hoort of vergrendeld is blijft; gaat het weg, dan met versies, rechten, verzendingen en inhoud.", "nonFieldErrors: pending-relations; destroy-locked", "S P O Z", (f"{D}:drc_008_used_document_stays", f"{D}:drc_008_locked_document_stays")),
    Regel("drc-009", "EnkelvoudigInformatieObject", "vergrendelen, wijzigen, ontgrendelen", "Wijzigen kan alleen met de sleutel van de vergrendeling; ontgrendelen ook, of met documenten.geforceerd-unlock.", "existing-lock; unlocked; missing-lock-id; incorrect-lock-id; lock: required", "S P Z", (f"{D}:drc_009_not_locked_twice", f"{D}:drc_009_needs_the_lock", f"{D}:drc_009_unlocks_with_the_lock")),
    Regel("drc-010", "EnkelvoudigInformatieObject", "wijzigen", "Een definitief document kan weer worden gewijzigd door wie de sleutel heeft.", "", "S", (f"{D}:drc_009_needs_the_lock",)),
    Regel("drc-011", "alles", "expand", "Uitvouwen kan op elk pad van de grammatica.", "", "S", ("platform.resource.expand:paths",)),
    Regel("drc-012", "alles", "expand", "Uitvouwen gaat zo diep als gevraagd, met een grens aan de hoeveelheid.", "400 boven de grens", "S", ("platform.resource.expand:expand",)),
    Regel("drc-013", "alles", "expand", "Een pad dat niet bestaat is een fout.", "404", "S", ("platform.resource.expand:paths",)),
    Regel("drc-014", "alles", "expand", "Wat niet gezien mag worden staat niet in het antwoord.", "404", "S", ("platform.resource.expand:expand",)),
    Regel("drc-x-identificatie", "EnkelvoudigInformatieObject", "maken", "Een documentnummer komt binnen een organisatie één keer voor en wordt anders gegeven.", "identificatie: identificatie-niet-uniek", "Z", (f"{D}:identificatie_is_unique",)),
    Regel("drc-x-verzending", "Verzending", "maken, wijzigen", "Een verzending gaat langs precies één weg, en een document heeft één afzender.", "nonFieldErrors: invalid-address; unique", "S Z", (f"{D}:verzending_has_one_address", f"{D}:one_sender")),
    Regel("drc-x-periode", "Gebruiksrechten", "maken, wijzigen", "Gebruiksrechten eindigen niet voor zij beginnen.", "einddatum: date-mismatch", "Z", (f"{D}:period_is_in_order",)),
    Regel("drc-x-versie", "EnkelvoudigInformatieObject", "lezen", "Een oudere versie is te lezen met versie of registratieOp, en is zo geheim als zij was.", "404", "O", ("magazijnen.documenten.resources.document:VERSION",)),
    Regel("drc-x-publicatie", "EnkelvoudigInformatieObject", "lezen", "Een applicatie met alleenIsGereedVoorPublicatie ziet alleen documenten die klaar zijn om te publiceren.", "403 permission_denied", "S", ("magazijnen.documenten.resources.base:REACH",)),
    Regel("drc-x-inhoud", "EnkelvoudigInformatieObject", "maken, wijzigen", "Inhoud gaat mee in het bericht, en is dan zo groot als gezegd; een leeg bestand is iets anders dan geen bestand.", "nonFieldErrors: file-size", "S O", (f"{D}:content_of",)),
    Regel("drc-x-delen", "Bestandsdeel", "wijzigen, ontgrendelen", "Een groot bestand komt in delen, elk precies zo groot als gezegd; ontgrendelen voegt ze samen als ze er alle zijn.", "nonFieldErrors: file-size; incorrect-lock-id; incomplete-upload", "S O", (f"{D}:upload_is_complete", f"{D}:part_has_its_size")),
)
