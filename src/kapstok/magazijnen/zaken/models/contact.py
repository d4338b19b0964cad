"""Contacts and notes about a zaak."""

from django.db import models

from kapstok.magazijnen.zaken.models.zaak import Zaak
from kapstok.platform.db import TenantForeignKey, TenantModel


class KlantContact(TenantModel):
    """A contact about a zaak, as older applications write it (deprecated in the standard)."""

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
    identificatie = models.CharField(max_length=14, blank=True, default="")
    datumtijd = models.DateTimeField()
    kanaal = models.CharField(max_length=20, blank=True, default="")
    onderwerp = models.CharField(max_length=200, blank=True, default="")
    toelichting = models.CharField(max_length=1000, blank=True, default="")


class ZaakContactMoment(TenantModel):
    """A contactmoment of another registry is about a zaak."""

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
    contactmoment = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "zaak", "contactmoment"], name="zaakcontactmoment_uniek"
            )
        ]


class ZaakVerzoek(TenantModel):
    """A verzoek of another registry led to a zaak."""

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
    verzoek = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "zaak", "verzoek"], name="zaakverzoek_uniek")
        ]


class ZaakNotitie(TenantModel):
    """A note about a zaak. It can change as long as it is a concept."""

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
    onderwerp = models.CharField(max_length=255)
    tekst = models.TextField()
    aangemaakt_door = models.CharField(max_length=255, blank=True, default="")
    notitie_type = models.CharField(max_length=10, default="intern")
    status = models.CharField(max_length=10, default="concept")
    aanmaakdatum = models.DateTimeField()
    wijzigingsdatum = models.DateTimeField()
