"""Finding zaken by a word (docs/besluiten/0007)."""

from django.db import models

from kapstok.magazijnen.zaken.models.zaak import Zaak
from kapstok.platform.db import TenantForeignKey, TenantModel


class ZaakWoord(TenantModel):
    """A word in the search text of a zaak. Kept by a trigger (sql/woorden.sql), so that no way of writing forgets it.

    Ordered by bytes: comparing text is leakproof, so a range of words uses the key under the policy.
    """

    app_rights = ("SELECT", "INSERT", "DELETE")
    key = ("tenant", "woord", "zaak_id")

    id = None
    pk = models.CompositePrimaryKey("tenant", "woord", "zaak")
    woord = models.CharField(max_length=40, db_collation="C")
    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
