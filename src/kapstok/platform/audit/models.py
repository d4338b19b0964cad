"""The audit trail and the log of use. Written only through database functions; never changed."""

from django.db import models

from kapstok.platform.db import TenantModel


class AuditRecord(TenantModel):
    """One fact in the chain of a tenant: who did what to which object, and when.

    `inhoud` is the encrypted before/after (AES-GCM, key per subject); `hash` seals this record and
    the one before it. The sealed text is written out in docs/naslag/audit.md.
    """

    app_rights = ("SELECT",)

    volgnummer = models.BigIntegerField()
    moment = models.DateTimeField()
    actor_soort = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=100)
    actor_naam = models.CharField(max_length=200)
    actie = models.CharField(max_length=100)
    doel = models.CharField(max_length=200)
    object_soort = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    inhoud = models.BinaryField()
    vorige_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "volgnummer"], name="audit_volgnummer_uniek")
        ]
        indexes = [
            models.Index(fields=["tenant", "subject", "volgnummer"], name="audit_per_subject"),
            models.Index(fields=["tenant", "object_id", "volgnummer"], name="audit_per_object"),
            models.Index(fields=["tenant", "moment"], name="audit_per_moment"),
        ]


class AuditHead(TenantModel):
    """The last number and hash of a tenant's chain; its row lock puts writers in line."""

    app_rights = ("SELECT",)

    volgnummer = models.BigIntegerField(default=0)
    hash = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="audit_kop_uniek")]


class AuditCheck(TenantModel):
    """What a check of the whole chain found; `fault` is empty when it was whole."""

    app_rights = ("SELECT", "INSERT")

    moment = models.DateTimeField()
    records = models.BigIntegerField()
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "-moment"], name="audit_controle_laatste")]


class AuditKey(TenantModel):
    """Wrapped key of one subject. Deleting it makes the content of its records unreadable for ever,
    while the chain stays whole."""

    app_rights = ("SELECT", "INSERT", "DELETE")

    subject = models.CharField(max_length=60)
    sleutel = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "subject"], name="audit_sleutel_uniek")]


class UseRecord(TenantModel):
    """Use of a person's data: who looked or wrote, why, and which fields. The person can see it.

    `betrokkene` is a keyed hash of the bsn or kvk number, never the number.
    """

    app_rights = ("SELECT", "INSERT")

    betrokkene = models.CharField(max_length=32)
    moment = models.DateTimeField()
    actor_soort = models.CharField(max_length=20)
    actor_naam = models.CharField(max_length=200)
    doel = models.CharField(max_length=200)
    bron = models.CharField(max_length=60)
    velden = models.JSONField(default=list)
    zaak = models.UUIDField(null=True)
    vertrouwelijk = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["tenant", "betrokkene", "-moment"], name="gebruik_per_betrokkene")]
