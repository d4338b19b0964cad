"""Finding zaken by a word (docs/besluiten/0007), and by what another register calls them."""

from django.db import models

from kapstok.magazijnen.zaken.models.zaak import Zaak
from kapstok.platform.db import TenantForeignKey, TenantModel


class ZaakWoord(TenantModel):
    """A word in the search text of a zaak. Kept by a trigger (sql/woorden.sql), so that no way of writing forgets it.

    Ordered by bytes: comparing text is leakproof, so a range of words uses the key under the policy. Those of a zaak
    are found by what its search text says, so that a new zaak writes each word in one index.
    """

    app_rights = ("SELECT", "INSERT", "DELETE")
    key = ("tenant", "woord", "zaak_id")

    id = None
    pk = models.CompositePrimaryKey("tenant", "woord", "zaak")
    woord = models.CharField(max_length=40, db_collation="C")
    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE, by_trigger=True)


class ZaakKenmerk(TenantModel):
    """A kenmerk of a zaak: how the register `bron` calls it. Kept by a trigger (sql/telling.sql)."""

    app_rights = ("SELECT", "INSERT", "DELETE")
    key = ("tenant", "bron", "kenmerk", "zaak_id")

    id = None
    pk = models.CompositePrimaryKey("tenant", "bron", "kenmerk", "zaak")
    bron = models.TextField()
    kenmerk = models.TextField()
    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
