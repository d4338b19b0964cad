"""Applications and what they may do (Autorisaties 1.1)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


class Applicatie(TenantModel):
    """An application that uses the standard APIs of one municipality."""

    label = models.CharField(max_length=100)
    heeft_alle_autorisaties = models.BooleanField(default=False)
    alleen_is_gereed_voor_publicatie = models.BooleanField(default=False)
    geblokkeerd = models.BooleanField(default=False)
    versie = models.IntegerField(default=1)


class Client(TenantModel):
    """A client id of an application, with the secret that its tokens are signed with (encrypted).

    A client id is unique over all municipalities: the caller decides the tenant with it, before any
    tenant is known (function autorisaties_client).
    """

    applicatie = TenantForeignKey(Applicatie, on_delete=models.CASCADE)
    client_id = models.CharField(max_length=100)
    geheim = models.TextField(blank=True, default="")
    api_key_hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "client_id"], name="client_id_uniek")]


class ClientIdOoit(TenantModel):
    """Which application a client id belongs to, for ever (ac-001): the audit trail names callers by it."""

    app_rights = ("SELECT", "INSERT")

    client_id = models.CharField(max_length=100)
    applicatie_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "client_id"], name="client_id_ooit_uniek")]


class Autorisatie(TenantModel):
    """Rights of an application on one component, narrowed to a type and a confidentiality.

    Types are named by identificatie or omschrijving (an objecttype by its uuid), so that a new version needs
    no new right; a type elsewhere by its address. `catalogus_id` instead of a type: all types in it, now and later.
    """

    applicatie = TenantForeignKey(Applicatie, on_delete=models.CASCADE)
    component = models.CharField(max_length=3)
    scopes = ArrayField(models.CharField(max_length=100), default=list)
    zaaktype = models.CharField(max_length=1000, blank=True, default="")
    informatieobjecttype = models.CharField(max_length=1000, blank=True, default="")
    besluittype = models.CharField(max_length=1000, blank=True, default="")
    objecttype = models.CharField(max_length=1000, blank=True, default="")
    max_vertrouwelijkheidaanduiding = models.CharField(max_length=20, blank=True, default="")
    catalogus_id = models.UUIDField(null=True)


class Doelbinding(TenantModel):
    """For which purpose an application may ask which fields of a base registration. Without one: none."""

    applicatie = TenantForeignKey(Applicatie, on_delete=models.CASCADE)
    register = models.CharField(max_length=10)
    doel = models.CharField(max_length=200)
    velden = ArrayField(models.CharField(max_length=200), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "applicatie", "register"], name="doelbinding_per_register"
            )
        ]


class RoldoelEigen(TenantModel):
    """A purpose for which medewerkers look in the base registrations, as this municipality has it itself.

    Under the key of a delivered purpose it comes instead of that one; without roles it holds for nobody.
    """

    sleutel = models.CharField(max_length=40)
    naam = models.CharField(max_length=60)
    rollen = ArrayField(models.CharField(max_length=40), default=list)
    velden = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "sleutel"], name="roldoel_per_sleutel")]


class VerwijderdeApplicatie(TenantModel):
    """A deleted application as it was, so that it can be put back. Its secrets stay encrypted in it."""

    applicatie_id = models.UUIDField()
    label = models.CharField(max_length=100)
    door = models.CharField(max_length=200)
    moment = models.DateTimeField()
    inhoud = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "applicatie_id"], name="applicatie_weg_uniek")
        ]
