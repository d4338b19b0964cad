"""How documents stand and how many there are: kept by triggers (sql/stand.sql), for the lists."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kapstok.platform.db import TenantModel

KEPT = ["informatieobjecttype_id", "rang", "gereed"]


def _in_order(column: str, *, reach: bool = False) -> models.Index:
    name = f"documentstand_{column.removesuffix('_id')}"[:30]
    return models.Index(fields=["tenant", column, "id"], include=KEPT if reach else None, name=name)


class Documentstand(TenantModel):
    """How a document stands: what lists ask of it and of its newest version, in one row. A table of its own, so that a
    list is found in one place and in the order of an index. Made by triggers (sql/stand.sql), without a foreign key."""

    pk = models.CompositePrimaryKey("tenant", "id")
    id = models.UUIDField()
    informatieobjecttype_id = models.UUIDField()
    rang = models.SmallIntegerField(help_text="of its vertrouwelijkheidaanduiding, 1 is openbaar")
    gereed = models.BooleanField(help_text="said to be ready for publication")
    locked = models.BooleanField()
    identificatie = models.CharField(max_length=40)
    bronorganisatie = models.CharField(max_length=9)
    versie = models.IntegerField()
    creatiedatum = models.DateField()
    titel = models.CharField(max_length=200)
    auteur = models.CharField(max_length=200)
    status = models.CharField(max_length=20)
    formaat = models.CharField(max_length=255)
    bestandsomvang = models.BigIntegerField(null=True)
    trefwoorden = ArrayField(models.TextField())
    objectsoorten = ArrayField(models.TextField(), help_text="what it belongs to: zaak, besluit, verzoek")

    class Meta:
        indexes = [
            _in_order("creatiedatum", reach=True),
            *map(
                _in_order,
                (
                    *("identificatie", "bronorganisatie", "informatieobjecttype_id", "rang"),
                    *("titel", "auteur", "status", "formaat", "bestandsomvang"),
                ),
            ),
        ]


class Documenttrefwoord(TenantModel):
    """A trefwoord of the newest version: what arrays offer to find one is no index condition under the policy."""

    key = ("tenant", "woord", "document_id")

    id = None
    pk = models.CompositePrimaryKey("tenant", "woord", "document_id")
    woord = models.TextField()
    document_id = models.UUIDField()


class Documenttelling(TenantModel):
    """Number of documents per type, confidentiality, readiness and lock, and by one property more that `wat` names: a
    day by its month, or a value. Without the changes that Documenttelregel still has."""

    wat = models.CharField(max_length=40)
    maand = models.DateField(null=True)
    waarde = models.TextField(blank=True, default="")
    informatieobjecttype_id = models.UUIDField()
    rang = models.SmallIntegerField()
    gereed = models.BooleanField()
    locked = models.BooleanField()
    aantal = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "wat", *KEPT, "locked", "maand", "waarde"],
                nulls_distinct=False,
                name="documenttelling_uniek",
            )
        ]


class Documenttelregel(TenantModel):
    """A document more (`aantal` 1) or less (-1) that stands like this, not yet added to Documenttelling. Made by a
    trigger, so that no way of writing forgets it."""

    app_rights = ("SELECT", "INSERT", "DELETE")

    informatieobjecttype_id = models.UUIDField()
    rang = models.SmallIntegerField()
    gereed = models.BooleanField()
    locked = models.BooleanField()
    bronorganisatie = models.CharField(max_length=9)
    creatiedatum = models.DateField()
    objectsoorten = ArrayField(models.TextField())
    aantal = models.IntegerField()
