"""Which stores' resources are offered. Importing this declares them all."""

from kapstok.magazijnen.autorisaties import resources as autorisaties
from kapstok.magazijnen.besluiten import resources as besluiten
from kapstok.magazijnen.catalogi import resources as catalogi
from kapstok.magazijnen.documenten import resources as documenten
from kapstok.magazijnen.klanten import resources as klanten
from kapstok.magazijnen.notificaties import resources as notificaties
from kapstok.magazijnen.objecten import resources as objecten
from kapstok.magazijnen.zaken import resources as zaken
from kapstok.platform.resource import Api

APIS: tuple[Api, ...] = (
    zaken.ZAKEN,
    catalogi.catalogus.api,
    documenten.DOCUMENTEN,
    besluiten.BESLUITEN,
    autorisaties.AUTORISATIES,
    notificaties.NOTIFICATIES,
    klanten.KLANTEN,
    klanten.GEGEVENS,
    objecten.OBJECTEN,
    objecten.OBJECTTYPES,
)
