"""Contact with residents and businesses: threads of messages, contact moments and preferences."""

from django.db import models

from kapstok.platform.db import TenantModel


class Bericht(TenantModel):
    """One message in the thread of a zaak, from the resident or from the municipality.

    `zaak_id` has no foreign key: this store is below zaken. Deleting a zaak deletes its thread by the
    event that zaken publishes.
    """

    class Van(models.TextChoices):
        INWONER = "inwoner", "Inwoner"
        GEMEENTE = "gemeente", "Gemeente"

    zaak_id = models.UUIDField()
    van = models.CharField(max_length=10, choices=Van.choices)
    betrokkene = models.CharField(max_length=32)
    auteur = models.CharField(max_length=200)
    onderwerp = models.CharField(max_length=200, blank=True, default="")
    tekst = models.TextField()
    moment = models.DateTimeField()
    gelezen = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "zaak_id", "moment"], name="bericht_per_zaak"),
            models.Index(fields=["tenant", "betrokkene", "-moment"], name="bericht_per_betrokkene"),
        ]


class Contactmoment(TenantModel):
    """A call, a visit to the desk, a chat or a mail about a zaak or about nothing in particular."""

    class Kanaal(models.TextChoices):
        TELEFOON = "telefoon", "Telefoon"
        BALIE = "balie", "Balie"
        MAIL = "mail", "Mail"
        CHAT = "chat", "Chat"
        BRIEF = "brief", "Brief"

    zaak_id = models.UUIDField(null=True)
    kanaal = models.CharField(max_length=10, choices=Kanaal.choices)
    betrokkene = models.CharField(max_length=32, blank=True, default="")
    onderwerp = models.CharField(max_length=200)
    tekst = models.TextField(blank=True, default="")
    medewerker = models.CharField(max_length=200)
    moment = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "zaak_id", "-moment"], name="contact_per_zaak"),
            models.Index(fields=["tenant", "betrokkene", "-moment"], name="contact_per_betrokkene"),
        ]


class Voorkeur(TenantModel):
    """How somebody wants to be reached. `betrokkene` is the keyed hash of bsn or kvk number."""

    betrokkene = models.CharField(max_length=32)
    email = models.EmailField(blank=True, default="")
    telefoon = models.CharField(max_length=20, blank=True, default="")
    mail_bij_bericht = models.BooleanField(default=True)
    taal = models.CharField(max_length=2, default="nl")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "betrokkene"], name="voorkeur_uniek")]
