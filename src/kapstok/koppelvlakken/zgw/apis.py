"""Which stores' resources are offered. Importing this declares them all."""

from kapstok.magazijnen.autorisaties import api as autorisaties
from kapstok.magazijnen.besluiten import api as besluiten
from kapstok.magazijnen.catalogi import api as catalogi
from kapstok.magazijnen.documenten import api as documenten
from kapstok.magazijnen.zaken import api as zaken
from kapstok.platform.restapi import Api

APIS: tuple[Api, ...] = (
    zaken.ZAKEN,
    catalogi.catalogus.api,
    documenten.DOCUMENTEN,
    besluiten.BESLUITEN,
    autorisaties.AUTORISATIES,
)
