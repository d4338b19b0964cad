"""Klantcontacten: who said what to whom about which thing, and what has to be done about it (Klantinteracties 0.9)."""

from django.db import models

from kapstok.magazijnen.klanten.models.partij import Partij, _once
from kapstok.platform.db import TenantForeignKey, TenantModel


class Actor(TenantModel):
    """Who acts for the municipality: an employee, a unit or a machine."""

    naam = models.CharField(max_length=200)
    soort_actor = models.CharField(max_length=24)
    indicatie_actief = models.BooleanField(default=True)
    actoridentificator = models.JSONField(null=True)
    actor_identificatie = models.JSONField(null=True)


class Klantcontact(TenantModel):
    """A call, a visit to the desk, a chat, a letter, or a message in someone's own pages."""

    nummer = models.CharField(max_length=10, blank=True, default="")
    referentienummer = models.CharField(max_length=10, blank=True, default="")
    kanaal = models.CharField(max_length=50)
    onderwerp = models.CharField(max_length=200)
    inhoud = models.TextField(blank=True, default="")
    reactie = models.TextField(blank=True, default="")
    indicatie_contact_gelukt = models.BooleanField(null=True)
    hoofd_onderwerp_type = models.CharField(max_length=200, blank=True, default="")
    verdere_actie_ondernomen = models.BooleanField(default=False)
    taal = models.CharField(max_length=3)
    vertrouwelijk = models.BooleanField()
    plaatsgevonden_op = models.DateTimeField()
    metadata = models.JSONField(default=dict)
    # What the screens know besides: which of them it comes from, who wrote it, whether the other side read it.
    soort = models.CharField(max_length=14, blank=True, default="")
    van = models.CharField(max_length=10, blank=True, default="")
    auteur = models.CharField(max_length=200, blank=True, default="")
    gelezen = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            _once("klantcontact_nummer_uniek", "nummer"),
            _once("klantcontact_referentie_uniek", "referentienummer"),
        ]
        indexes = [models.Index(fields=["tenant", "-plaatsgevonden_op"], name="klantcontact_moment")]


class Betrokkene(TenantModel):
    """A partij, or somebody who is not known as one, in a klantcontact. `sleutel`: the keyed hash of the bsn or kvk
    number, of who logged in."""

    was_partij = TenantForeignKey(
        Partij, on_delete=models.SET_NULL, null=True
    )  # the contact took place all the same
    had_klantcontact = TenantForeignKey(Klantcontact, on_delete=models.CASCADE)
    bezoekadres = models.JSONField(null=True)
    correspondentieadres = models.JSONField(null=True)
    contactnaam = models.JSONField(null=True)
    rol = models.CharField(max_length=17)
    organisatienaam = models.CharField(max_length=200, blank=True, default="")
    initiator = models.BooleanField()
    sleutel = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["tenant", "sleutel"], name="betrokkene_sleutel")]


class ActorKlantcontact(TenantModel):
    """An actor took part in a klantcontact."""

    actor = TenantForeignKey(Actor, on_delete=models.CASCADE)
    klantcontact = TenantForeignKey(Klantcontact, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "actor", "klantcontact"], name="actorklantcontact_uniek"
            )
        ]


class Onderwerpobject(TenantModel):
    """What a klantcontact was about; or an earlier klantcontact that it was about."""

    klantcontact = TenantForeignKey(Klantcontact, on_delete=models.CASCADE, null=True)
    was_klantcontact = TenantForeignKey(Klantcontact, on_delete=models.CASCADE, null=True)
    onderwerpobjectidentificator = models.JSONField(null=True)
    object_id = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["tenant", "object_id"], name="onderwerpobject_object")]


class Bijlage(TenantModel):
    """A document that came with a klantcontact."""

    was_bijlage_van_klantcontact = TenantForeignKey(Klantcontact, on_delete=models.CASCADE, null=True)
    bijlageidentificator = models.JSONField(null=True)


class InterneTaak(TenantModel):
    """What somebody has to do after a klantcontact."""

    nummer = models.CharField(max_length=10, blank=True, default="")
    referentienummer = models.CharField(max_length=10, blank=True, default="")
    gevraagde_handeling = models.CharField(max_length=200)
    aanleidinggevend_klantcontact = TenantForeignKey(Klantcontact, on_delete=models.CASCADE)
    toelichting = models.TextField(blank=True, default="")
    status = models.CharField(max_length=12)
    toegewezen_op = models.DateTimeField()
    afgehandeld_op = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            _once("internetaak_nummer_uniek", "nummer"),
            _once("internetaak_referentie_uniek", "referentienummer"),
        ]


class InterneTaakActor(TenantModel):
    """To whom an interne taak was given, in order."""

    internetaak = TenantForeignKey(InterneTaak, on_delete=models.CASCADE)
    actor = TenantForeignKey(Actor, on_delete=models.CASCADE)
    volgorde = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "internetaak", "actor"], name="internetaakactor_uniek")
        ]
