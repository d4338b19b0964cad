"""One application that may ask a few fields of the BRP. Its key is made under Beheer, Applicaties, Nieuw geheim."""

from kapstok.magazijnen.autorisaties.doelbinding import BRP, give_doel
from kapstok.magazijnen.autorisaties.models import Client
from kapstok.magazijnen.autorisaties.services import add_applicatie
from kapstok.platform.work import SYSTEM

VELDEN = ("burgerservicenummer", "naam", "geboorte.datum", "leeftijd", "adresseringBinnenland")


def load_applicaties() -> None:
    """The desk for parking permits."""
    made = add_applicatie(label="Parkeerloket", client_id=None, secret=None, alles=False, actor=SYSTEM)
    applicatie_id = Client.objects.get(client_id=made["client_id"]).applicatie_id
    give_doel(applicatie_id, BRP, doel="Parkeervergunningen", velden=VELDEN, actor=SYSTEM)
