"""Documents (Documenten 1.7): identity apart from versions; bytes stand in the storage by their hash."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


class EnkelvoudigInformatieObject(TenantModel):
    """The document itself, over all its versions. `huidige_versie` is the newest number."""

    identificatie = models.CharField(max_length=40)
    bronorganisatie = models.CharField(max_length=9)
    informatieobjecttype = TenantForeignKey("catalogi.InformatieObjectType", on_delete=models.PROTECT)
    huidige_versie = models.IntegerField(default=1)
    lock = models.CharField(max_length=64, blank=True, default="")
    lock_door = models.CharField(max_length=200, blank=True, default="")
    lock_moment = models.DateTimeField(null=True)
    indicatie_gebruiksrecht = models.BooleanField(null=True)
    versie = models.IntegerField(default=1, help_text="counts every change, for the ETag")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "bronorganisatie", "identificatie"], name="document_identificatie_uniek"
            )
        ]


class InformatieObjectVersie(TenantModel):
    """One version; never changed after it is made (except as a concept of the same lock)."""

    informatieobject = TenantForeignKey(EnkelvoudigInformatieObject, on_delete=models.CASCADE)
    versie = models.IntegerField()
    begin_registratie = models.DateTimeField()
    creatiedatum = models.DateField()
    titel = models.CharField(max_length=200)
    vertrouwelijkheidaanduiding = models.CharField(max_length=20)
    is_gereed_voor_publicatie = models.BooleanField(null=True)
    tonen_aan_initiator = models.BooleanField(default=False)
    auteur = models.CharField(max_length=200)
    status = models.CharField(max_length=20, blank=True, default="")
    inhoud_is_vervallen = models.BooleanField(null=True)
    formaat = models.CharField(max_length=255, blank=True, default="")
    taal = models.CharField(max_length=3)
    bestandsnaam = models.CharField(max_length=255, blank=True, default="")
    sha256 = models.CharField(
        max_length=64, blank=True, default="", help_text="key of the bytes; empty without content"
    )
    bestandsomvang = models.BigIntegerField(null=True)
    link = models.CharField(max_length=200, blank=True, default="")
    beschrijving = models.CharField(max_length=1000, blank=True, default="")
    ontvangstdatum = models.DateField(null=True)
    verzenddatum = models.DateField(null=True)
    verschijningsvorm = models.TextField(blank=True, default="")
    ondertekening = models.JSONField(null=True)
    integriteit = models.JSONField(null=True)
    trefwoorden = ArrayField(models.CharField(max_length=100), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "informatieobject", "versie"], name="documentversie_uniek"
            )
        ]
        indexes = [models.Index(fields=["tenant", "sha256"], name="documentversie_inhoud")]


class ObjectInformatieObject(TenantModel):
    """A document belongs to an object of a store above this one. No foreign key upward."""

    informatieobject = TenantForeignKey(EnkelvoudigInformatieObject, on_delete=models.CASCADE)
    object_type = models.CharField(max_length=10)
    object_id = models.UUIDField(null=True)
    object_url = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "object_type", "object_id", "informatieobject"], name="objectdocument_uniek"
            )
        ]


class Gebruiksrechten(TenantModel):
    """Under which conditions a document may be used."""

    informatieobject = TenantForeignKey(EnkelvoudigInformatieObject, on_delete=models.CASCADE)
    startdatum = models.DateTimeField()
    einddatum = models.DateTimeField(null=True)
    omschrijving_voorwaarden = models.TextField()
    versie = models.IntegerField(default=1)


class Documentnummer(TenantModel):
    """The last number given out per year."""

    jaar = models.SmallIntegerField()
    laatste = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "jaar"], name="documentnummer_jaar_uniek")]
