"""The outbox: events as rows, and one delivery row per consumer that wants the event."""

from django.db import models

from kapstok.platform.db import TenantModel


class Event(TenantModel):
    """Something that happened. Written in the transaction that made it happen; never changed."""

    app_rights = ("SELECT", "INSERT")

    volgnummer = models.BigIntegerField(
        db_default=models.expressions.RawSQL("nextval('events_volgnummer')", [])
    )
    type = models.CharField(max_length=100)
    subject = models.CharField(max_length=60)
    data = models.JSONField()
    actor = models.CharField(max_length=200)
    moment = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "volgnummer"], name="event_volgorde"),
            models.Index(fields=["tenant", "subject", "volgnummer"], name="event_per_subject"),
        ]


class State(models.TextChoices):
    """Where a delivery is."""

    WAITING = "wacht", "Wacht"
    DONE = "klaar", "Bezorgd"
    DEAD = "dood", "Opgegeven"


class Delivery(TenantModel):
    """One event on its way to one consumer."""

    event_id = models.UUIDField()
    volgnummer = models.BigIntegerField()
    consumer = models.CharField(max_length=100)
    subject = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.SmallIntegerField(default=0)
    next_attempt = models.DateTimeField()
    finished = models.DateTimeField(null=True)
    error = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "event_id", "consumer"], name="bezorging_uniek")
        ]
        indexes = [
            models.Index(
                fields=["tenant", "next_attempt"], condition=models.Q(state="wacht"), name="bezorging_wacht"
            ),
            models.Index(
                fields=["tenant", "consumer", "subject", "volgnummer"],
                condition=models.Q(state="wacht"),
                name="bezorging_volgorde",
            ),
            models.Index(fields=["tenant", "state", "-volgnummer"], name="bezorging_stand"),
        ]
