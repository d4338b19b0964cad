"""What holds in every API."""

# One rule per line, so that a search by its code shows all of it.
# fmt: off
# ruff: noqa: E501

from kapstok.kern.regels.regel import Regel

OVERAL = (
    Regel("zgw-x-versie", "alles", "elk antwoord", "Elk antwoord zegt in de header API-version welke versie van de standaard spreekt.", "", "S O", ("platform.resource.views:answer",)),
    Regel("zgw-x-contract", "alles", "openapi.json", "Elke API biedt haar contract aan, en elk verschil met het gepubliceerde heeft een reden.", "", "S", ("koppelvlakken.zgw.openapi:schema_view", "koppelvlakken.zgw.afwijkingen:rows")),
    Regel("zgw-x-adres", "alles", "lezen", "Adressen beginnen met een hostnaam die is ingesteld, nooit met wat een verzoek zelf zegt.", "", "S Z", ("platform.tenancy.addresses:base_of",)),
    Regel("zgw-x-verwijzing", "alles", "maken, wijzigen", "Een verwijzing wijst naar iets dat bestaat en van de verwachte soort is; alleen vertrouwde hosts worden gevraagd.", "veld: bad-url; invalid-resource; no_match; does_not_exist", "S P", ("platform.resource.references:check", "platform.resource.decode:body")),
    Regel("zgw-x-fouten", "alles", "maken, wijzigen", "Alle fouten van een bericht staan in één antwoord, elk met veld, code en reden.", "400 invalid, invalidParams", "S", ("platform.resource.decode:body", "platform.resource.decode:with_the_rest")),
    Regel("zgw-x-http", "alles", "elk verzoek", "Wie een andere vorm vraagt of stuurt dan JSON, of een handeling die er niet is, krijgt 406, 415 of 405.", "not_acceptable; unsupported_media_type; method_not_allowed", "O", ("platform.resource.negotiate:wants_json",)),
    Regel("zgw-x-parameter", "alles", "lijst, maken, wijzigen, verwijderen", "Een onbekende parameter of een waarde die niet past is een fout, niet iets om over te slaan.", "nonFieldErrors: unknown-parameters", "S Z", ("platform.resource.query:of_list", "platform.resource.query:no_others")),
    Regel("zgw-x-lijst", "alles", "lijst", "Een lijst gaat in bladzijden met volgende en vorige; het aantal is het echte aantal.", "404 voorbij het einde", "S", ("platform.resource.lists:listing",)),
    Regel("zgw-x-groep", "alles", "maken, wijzigen", "Een gegevensgroep die leeg is of ontbreekt is hetzelfde; is zij er, dan is zij heel.", "groep.veld: required", "S P", ("platform.resource.parse:group",)),
    Regel("zgw-x-rsin", "alles", "maken, wijzigen", "Een RSIN of BSN heeft negen cijfers en voldoet aan de elfproef.", "veld: invalid; max_length", "O Z", ("kern.nummers:parse_rsin",)),
    Regel("zgw-x-token", "alles", "elk verzoek", "Een applicatie meldt zich met een ondertekend token dat één uur geldt; zonder goed token is het antwoord 403 met de landelijke code.", "not_authenticated; invalid-jwt-signature; jwt-expired; …", "S O Z", ("magazijnen.autorisaties.bearer:caller_of",)),
    Regel("zgw-x-rechten", "alles", "elke leesweg", "Een applicatie ziet alleen waar zij recht op heeft: in lijst, detail, aantal, zoeken, expand, fields, HEAD, 304, audittrail en download.", "403 permission_denied", "S", ("platform.resource.views:need",)),
    Regel("zgw-x-scope", "alles", "elk verzoek", "Elke handeling vraagt een van de rechten die de standaard erbij noemt.", "403 permission_denied", "S O", ("platform.resource.views:need",)),
    Regel("zgw-x-etag", "alles", "lezen", "Een antwoord heeft een sterke ETag; wie hem terugstuurt krijgt 304 zonder inhoud; HEAD geeft dezelfde headers als GET.", "304", "S", ("platform.resource.negotiate:tags",)),
    Regel("zgw-x-if-match", "alles", "wijzigen, verwijderen", "Wie met If-Match zegt welke versie hij kent, overschrijft geen nieuwere. Extra, buiten de standaard.", "412 precondition_failed", "Z", ("platform.resource.views:Endpoint",)),
    Regel("zgw-x-crs", "Zaak", "lezen, maken, wijzigen", "Coördinaten staan in EPSG:4326; de headers Accept-Crs en Content-Crs zeggen dat.", "412; 406", "S O", ("platform.resource.negotiate:reads_crs", "platform.resource.negotiate:writes_crs")),
    Regel("zgw-x-audit", "Zaak, Besluit, Document", "elke wijziging", "Elke wijziging, ook van wat eronder hangt, is een regel in de audittrail met de stand ervoor en erna.", "", "S O", ("koppelvlakken.zgw.audittrail", "platform.work:unit_of_work")),
    Regel("zgw-x-melding", "alles", "elke wijziging", "Elke wijziging gaat als melding de deur uit, zonder persoonsgegevens, met de kenmerken van haar kanaal.", "", "S O", ("magazijnen.notificaties.bericht:with_message",)),
    Regel("zgw-x-zoek", "Zaak, Document", "_zoek", "Zoeken met een bericht kan alles wat de lijst kan, ook binnen een gebied; een leeg bericht is een fout.", "empty_search_body", "S Z", ("platform.resource.query:of_search", "platform.geo.geojson:area")),
    Regel("zgw-x-verwijderen", "alles", "verwijderen", "Wat het model niet laat verwijderen wordt geweigerd met een code, nooit met een storing.", "400", "S", ("platform.resource.views:answer",)),
)
