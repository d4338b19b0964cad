"""Forms with their versions, and drafts: answers that are not sent yet."""

from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


class Formulier(TenantModel):
    """A form of one municipality; its content stands in the versions."""

    slug = models.CharField(max_length=60)
    naam = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "slug"], name="formulier_slug_uniek")]


class FormulierVersie(TenantModel):
    """One version. A published version never changes: a draft keeps the version it was started with."""

    class Status(models.TextChoices):
        CONCEPT = "concept", "Concept"
        GEPUBLICEERD = "gepubliceerd", "Gepubliceerd"
        INGETROKKEN = "ingetrokken", "Ingetrokken"

    formulier = TenantForeignKey("formulieren.Formulier", on_delete=models.CASCADE)
    versie = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.CONCEPT)
    definitie = models.JSONField()
    gepubliceerd = models.DateTimeField(null=True)
    toegevoegd = models.DateTimeField(null=True)
    medewerker = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "formulier", "versie"], name="formulierversie_uniek")
        ]


class Concept(TenantModel):
    """A draft. `eigenaar` is a hash of the login or of a secret in the session; `inhoud` is sealed."""

    versie = TenantForeignKey("formulieren.FormulierVersie", on_delete=models.PROTECT)
    eigenaar = models.CharField(max_length=32)
    kanaal = models.CharField(max_length=12, default="zonder")
    stap = models.CharField(max_length=50)
    inhoud = models.TextField()
    code_hash = models.CharField(max_length=32, null=True)
    inzending = models.UUIDField(null=True)
    proef = models.BooleanField(default=False)  # filled in by a beheerder to see how it works: never sent
    begonnen = models.DateTimeField()
    bewaard = models.DateTimeField()
    verloopt = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code_hash"],
                condition=models.Q(code_hash__isnull=False),
                name="concept_code_uniek",
            )
        ]
        indexes = [
            models.Index(fields=["tenant", "verloopt"], name="concept_verloopt"),
            models.Index(fields=["tenant", "eigenaar"], name="concept_eigenaar"),
        ]


class ConceptBestand(TenantModel):
    """A file with a draft; the bytes stand in the storage under their hash."""

    concept = TenantForeignKey("formulieren.Concept", on_delete=models.CASCADE)
    vraag = models.CharField(max_length=50)
    naam = models.CharField(max_length=200)
    grootte = models.BigIntegerField()
    type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    toegevoegd = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["tenant", "concept"], name="conceptbestand_concept")]
