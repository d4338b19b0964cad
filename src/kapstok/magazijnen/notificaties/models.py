"""Who wants to hear of what (Notificaties 1.0). Sending itself is done from the outbox (platform.events)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kapstok.platform.db import TenantModel


class Kanaal(TenantModel):
    """A channel on which notifications are published, with the kenmerken that they carry."""

    naam = models.CharField(max_length=50)
    documentatie_link = models.CharField(max_length=200, blank=True, default="")
    filters = ArrayField(models.CharField(max_length=100), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "naam"], name="kanaal_uniek")]


class Abonnement(TenantModel):
    """A webhook and what it wants. `auth` is the Authorization header that it wants to get (encrypted)."""

    callback_url = models.TextField()
    auth = models.TextField()
    kanalen = models.JSONField(default=list)
    cloudevents = models.BooleanField(default=False)
    # Organisatie and applicatie of who gets it as a kennisgeving of StUF; empty: as a notification.
    stuf = models.JSONField(default=dict, blank=True)
    applicatie_id = models.UUIDField(null=True)
    label = models.CharField(max_length=100, blank=True, default="")
    gemaakt = models.DateTimeField()
    versie = models.IntegerField(default=1)


class ToegestaneHost(TenantModel):
    """A host (or host:port) to which the functioneel beheerder allows notifications to go."""

    host = models.CharField(max_length=260)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "host"], name="toegestane_host_uniek")]


class Ontvangen(TenantModel):
    """What another application published here, so that a second time changes nothing."""

    app_rights = ("SELECT", "INSERT", "DELETE")

    afzender = models.CharField(max_length=100)
    kenmerk = models.CharField(max_length=64)
    moment = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "afzender", "kenmerk"], name="ontvangen_uniek")
        ]
