"""Registers of others, to which our data may point: where they are and how we may read them."""

from django.db import models

from kapstok.platform.db import TenantModel


class ExternRegister(TenantModel):
    """An API of somebody else. `geheim` is encrypted, and never shown again."""

    naam = models.CharField(max_length=100)
    adres = models.CharField(max_length=500, help_text="root of the API, without a slash at the end")
    soort = models.CharField(max_length=20, help_text="which API it is, so that a test knows what to ask")
    methode = models.CharField(max_length=10, help_text="geen, zgw (JWT) or token")
    client_id = models.CharField(max_length=100, blank=True, default="")
    geheim = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "adres"], name="extern_register_uniek")]
