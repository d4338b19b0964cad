"""Objecttypes with their versions, objects, and what was known of an object from which day (Objecten 2); and by what
lists of objects are found and counted."""

from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


class Objecttype(TenantModel):
    """A kind of object. What an object of this kind says, is in a version."""

    name = models.CharField(max_length=100)
    name_plural = models.CharField(max_length=100)
    description = models.CharField(max_length=1000, blank=True, default="")
    data_classification = models.CharField(max_length=25, default="open")
    maintainer_organization = models.CharField(max_length=200, blank=True, default="")
    maintainer_department = models.CharField(max_length=200, blank=True, default="")
    contact_person = models.CharField(max_length=200, blank=True, default="")
    contact_email = models.CharField(max_length=200, blank=True, default="")
    source = models.CharField(max_length=200, blank=True, default="")
    update_frequency = models.CharField(max_length=10, default="unknown")
    provider_organization = models.CharField(max_length=200, blank=True, default="")
    documentation_url = models.CharField(max_length=200, blank=True, default="")
    labels = models.JSONField(default=dict)
    allow_geometry = models.BooleanField(default=True)
    created_at = models.DateField()
    modified_at = models.DateField()


class Objecttypeversie(TenantModel):
    """A json schema that objects keep to; it changes as long as it is a draft. Its id follows from type and number."""

    objecttype = TenantForeignKey(Objecttype, on_delete=models.CASCADE)
    versie = models.SmallIntegerField()
    status = models.CharField(max_length=10, default="draft")
    json_schema = models.JSONField(default=dict)
    created_at = models.DateField()
    modified_at = models.DateField()
    published_at = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "objecttype", "versie"], name="objecttypeversie_uniek")
        ]


class Object(TenantModel):
    """Something in the world; what is known of it stands in its records."""

    objecttype = TenantForeignKey(Objecttype, on_delete=models.PROTECT)


class Record(TenantModel):
    """What is known of an object from a day on. A change is a new record, and so is a correction."""

    object = TenantForeignKey(Object, on_delete=models.CASCADE)
    index = models.IntegerField()
    type_version = models.SmallIntegerField()
    data = models.JSONField(default=dict)
    geometry = models.JSONField(null=True)
    references = models.JSONField(default=list)
    start_at = models.DateField()
    end_at = models.DateField(null=True)
    registration_at = models.DateField()
    correction_for = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "object", "index"], name="objectrecord_uniek"),
            models.UniqueConstraint(
                fields=["tenant", "object", "correction_for"],
                condition=models.Q(correction_for__isnull=False),
                name="objectrecord_correctie_uniek",
            ),
        ]


class ObjectWaarde(TenantModel):
    """A value in the data of a record, by its place. Kept by a trigger (sql/waarden.sql), so that no way of writing
    forgets it: operators of json lose their index under a policy, comparing text does not."""

    app_rights = ("SELECT", "INSERT", "DELETE")
    key = ("tenant", "sleutel", "object_id")

    id = None
    pk = models.CompositePrimaryKey("tenant", "sleutel", "object")
    sleutel = models.CharField(max_length=32, db_collation="C")
    object = TenantForeignKey(Object, on_delete=models.CASCADE)


class Objectstand(TenantModel):
    """From which day an object is there: what lists ask of it, in one row and in the order of an index. Made by
    triggers (sql/stand.sql), without a foreign key."""

    pk = models.CompositePrimaryKey("tenant", "id")
    id = models.UUIDField()
    objecttype_id = models.UUIDField()
    van = models.DateField(help_text="first day of its records")
    geregistreerd = models.DateField(help_text="day of its first registration")

    class Meta:
        indexes = [
            models.Index(
                fields=["tenant", "id"],
                include=["objecttype_id", "van", "geregistreerd"],
                name="objectstand_lijst",
            ),
            models.Index(
                fields=["tenant", "objecttype_id", "id"],
                include=["van", "geregistreerd"],
                name="objectstand_objecttype",
            ),
            models.Index(fields=["tenant", "van"], include=["objecttype_id"], name="objectstand_van"),
            models.Index(
                fields=["tenant", "geregistreerd"],
                include=["objecttype_id"],
                name="objectstand_geregistreerd",
            ),
        ]


class Objecttelling(TenantModel):
    """Number of objects per objecttype by the month of the day that `wat` names. Without the changes that
    Objecttelregel still has."""

    wat = models.CharField(max_length=40)
    maand = models.DateField()
    objecttype_id = models.UUIDField()
    aantal = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "wat", "objecttype_id", "maand"], name="objecttelling_uniek"
            )
        ]


class Objecttelregel(TenantModel):
    """An object more (`aantal` 1) or less (-1), not yet added to Objecttelling. Made by a trigger, so that no way of
    writing forgets it."""

    app_rights = ("SELECT", "INSERT", "DELETE")

    objecttype_id = models.UUIDField()
    van = models.DateField()
    geregistreerd = models.DateField()
    aantal = models.IntegerField()
