"""Mail waiting to be sent, and mail sent: one row per event key, so that nothing is mailed twice."""

from django.db import models

from kapstok.platform.db import TenantModel


class State(models.TextChoices):
    """Where a mail is. SENDING that is found later means: the server died while sending."""

    WAITING = "wacht", "Wacht"
    SENDING = "bezig", "Bezig"
    SENT = "verzonden", "Verzonden"
    UNCERTAIN = "onzeker", "Onzeker of verzonden"
    DEAD = "dood", "Opgegeven"


class Mail(TenantModel):
    """One mail to one address."""

    event_key = models.CharField(max_length=120)
    aan = models.EmailField(max_length=254)
    onderwerp = models.CharField(max_length=200)
    tekst = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.SmallIntegerField(default=0)
    next_attempt = models.DateTimeField()
    gemaakt = models.DateTimeField(auto_now_add=True)
    verzonden = models.DateTimeField(null=True)
    error = models.TextField(default="")
    bijlagen = models.JSONField(default=list)  # name, media type and hash of bytes that are kept

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "event_key"], name="mail_sleutel_uniek")]
        indexes = [
            models.Index(
                fields=["tenant", "next_attempt"], condition=models.Q(state="wacht"), name="mail_wacht"
            )
        ]
