"""Rules of the Autorisaties API (1.1) and the Notificaties API (1.0.1)."""

# One rule per line, so that a search by its code shows all of it.
# fmt: off
# ruff: noqa: E501

from kapstok.kern.regels.regel import Regel

A = "magazijnen.autorisaties.rules"
N = "magazijnen.notificaties.rules"
AUTORISATIES = (
    Regel("ac-001", "Applicatie", "maken, wijzigen", "Een client id hoort voor altijd bij één applicatie.", "clientIds: clientId-exists", "S P", (f"{A}:ac_001_client_id_of_one_applicatie",)),
    Regel("ac-002", "Applicatie", "maken, wijzigen", "Een applicatie mag alles, of heeft genoemde rechten; niet beide en niet geen van beide.", "nonFieldErrors: ambiguous-authorizations-specified; missing-authorizations", "S P", (f"{A}:ac_002_all_or_named",)),
    Regel("ac-003", "Applicatie", "maken, wijzigen", "Een recht op zaken, documenten of besluiten noemt het type en de hoogste vertrouwelijkheid.", "autorisaties.i.veld: required", "S P", (f"{A}:ac_003_right_names_its_type",)),
    Regel("ac-x-scopes", "Applicatie", "maken, wijzigen", "Een scope hoort bij de component; een type staat er één keer.", "invalid_choice; overlapped_types", "Z", (f"{A}:scopes_exist", f"{A}:rights_do_not_overlap")),
    Regel("ac-x-zichzelf", "Applicatie", "wijzigen, verwijderen", "Een applicatie wijzigt haar eigen rechten en client-ids niet, en verwijdert zichzelf niet.", "403 permission_denied", "Z", (f"{A}:own_rights_stay", f"{A}:not_away_with_itself")),
    Regel("ac-x-consumer", "Applicatie", "consumer", "Een applicatie is te vinden met haar client id.", "", "O", ("koppelvlakken.zgw.autorisaties:consumer",)),
    Regel("ac-x-catalogus", "Applicatie", "elke leesweg", "Een recht op een catalogus geldt voor alle typen erin, ook nieuwe; een recht op een type voor al zijn versies.", "", "Z", ("magazijnen.zaken.resources.base:REACH",)),
)
NOTIFICATIES = (
    Regel("nrc-x-kanaal", "Kanaal", "maken, starten", "Een kanaal heeft één naam; de eigen kanalen staan er na het starten.", "naam: unique", "S O", ("magazijnen.notificaties.services:register_kanalen", "magazijnen.notificaties.services:create_kanaal")),
    Regel("nrc-x-abonnement", "Abonnement", "maken, wijzigen", "Kanalen en filters van een abonnement bestaan, en de ontvanger antwoordt op een proefbericht; zijn sleutel wordt nooit getoond.", "kanalen.i.naam: kanaal_naam; kanalen.i.filters: inconsistent-abonnement-filters", "O Z", (f"{N}:kanalen_are_known", "magazijnen.notificaties.probe:callback_answers")),
    Regel("nrc-x-publiceren", "Notificatie", "maken", "Een bericht past bij zijn kanaal; publiceren vraagt notificaties.publiceren.", "kanaal: message_kanaal; kenmerken: kenmerken_inconsistent", "O Z", (f"{N}:published_fits_its_kanaal",)),
    Regel("nrc-x-filter", "Notificatie", "afleveren", "Een ontvanger krijgt wat op al zijn filters past; een sterretje of niets past altijd.", "", "S", (f"{N}:matches",)),
    Regel("nrc-x-aflevering", "Notificatie", "afleveren", "Een bericht gaat met de sleutel van het abonnement naar de ontvanger, wordt bij een fout zeven dagen opnieuw geprobeerd en raakt nooit weg.", "", "Z", ("koppelvlakken.notify",)),
)
