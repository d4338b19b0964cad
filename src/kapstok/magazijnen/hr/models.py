"""The handelsregister (HR): registrations and branches as the KVK gives them, and by what they can be found."""

from django.db import models
from django.utils import timezone

from kapstok.platform.db import TenantForeignKey, TenantModel


class Inschrijving(TenantModel):
    """A registration: the basisprofiel, and whose it is. `gegevens` and `eigenaar` are as they came, without links."""

    kvk_nummer = models.CharField(max_length=8)
    naam = models.CharField(max_length=500)
    rsin = models.CharField(max_length=9, blank=True, default="")
    actief = models.BooleanField(default=True)
    gegevens = models.JSONField(default=dict)
    eigenaar = models.JSONField(default=dict)
    bekend_sinds = models.DateTimeField(
        default=timezone.now, help_text="since when the store has it as it is"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "kvk_nummer"], name="hr_inschrijving_uniek")]


class Vestiging(TenantModel):
    """A branch, as the vestigingsprofiel has it."""

    inschrijving = TenantForeignKey(Inschrijving, on_delete=models.CASCADE)
    vestigingsnummer = models.CharField(max_length=12)
    naam = models.CharField(max_length=500)
    hoofdvestiging = models.BooleanField(default=False)
    actief = models.BooleanField(default=True)
    gegevens = models.JSONField(default=dict)
    bekend_sinds = models.DateTimeField(
        default=timezone.now, help_text="since when the store has it as it is"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "vestigingsnummer"], name="hr_vestiging_uniek")
        ]


class Versie(TenantModel):
    """What a registration (without `vestigingsnummer`) or a branch said before: from `sinds` until (not including)
    `tot`. A branch counts with the registration that it belonged to then."""

    app_rights = ("SELECT", "INSERT", "DELETE")

    kvk_nummer = models.CharField(max_length=8)
    vestigingsnummer = models.CharField(max_length=12, blank=True, default="")
    gegevens = models.JSONField()
    eigenaar = models.JSONField(default=dict)
    sinds = models.DateTimeField()
    tot = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["tenant", "kvk_nummer", "vestigingsnummer", "sinds"], name="hr_versie_nummer"
            ),
            models.Index(fields=["tenant", "tot"], name="hr_versie_tot"),
        ]


class Ingang(TenantModel):
    """By what a registration or branch can be found: words of its names, rsin, postcode with number, street, place.

    Comparing text uses the key under the policy (docs/besluiten/0007). Written with what it leads to.
    """

    app_rights = ("SELECT", "INSERT", "DELETE")
    key = ("tenant", "soort", "ingang", "inschrijving_id", "vestigingsnummer")

    id = None
    pk = models.CompositePrimaryKey("tenant", "soort", "ingang", "inschrijving", "vestigingsnummer")
    soort = models.CharField(max_length=10, db_collation="C")
    ingang = models.CharField(max_length=80, db_collation="C")
    inschrijving = TenantForeignKey(Inschrijving, on_delete=models.CASCADE)
    vestigingsnummer = models.CharField(max_length=12, blank=True, default="")
