"""How residents and businesses want to be reached, and words of the contact that screens keep."""

from django.db import models

from kapstok.platform.db import TenantModel


class Soort(models.TextChoices):
    """Which screen a klantcontact comes from; empty when an application registered it."""

    BERICHT = "bericht", "Bericht"
    CONTACTMOMENT = "contactmoment", "Contactmoment"


class Van(models.TextChoices):
    """Who wrote a message."""

    INWONER = "inwoner", "Inwoner"
    GEMEENTE = "gemeente", "Gemeente"


class Kanaal(models.TextChoices):
    """How a contact was, as a medewerker writes it down."""

    TELEFOON = "telefoon", "Telefoon"
    BALIE = "balie", "Balie"
    MAIL = "mail", "Mail"
    CHAT = "chat", "Chat"
    BRIEF = "brief", "Brief"


class Voorkeur(TenantModel):
    """How somebody wants to be reached. `betrokkene` is the keyed hash of bsn or kvk number."""

    betrokkene = models.CharField(max_length=32)
    email = models.EmailField(blank=True, default="")
    telefoon = models.CharField(max_length=20, blank=True, default="")
    mail_bij_bericht = models.BooleanField(default=True)
    taal = models.CharField(max_length=2, default="nl")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "betrokkene"], name="voorkeur_uniek")]
