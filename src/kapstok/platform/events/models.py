"""The outbox: events as rows, and one delivery row per consumer that wants the event."""

from django.db import models
from django.db.models.functions import Now

from kapstok.platform.db import TenantForeignKey, TenantModel


class Event(TenantModel):
    """Something that happened. Written in the transaction that made it happen; never changed, cleaned up later."""

    app_rights = ("SELECT", "INSERT", "DELETE")

    volgnummer = models.BigIntegerField(
        db_default=models.expressions.RawSQL("nextval('events_volgnummer')", [])
    )
    type = models.CharField(max_length=100)
    subject = models.CharField(max_length=60)
    data = models.JSONField()
    actor = models.CharField(max_length=200)
    moment = models.DateTimeField()
    # What the outside world is told of it, and on which topic; nothing for what stays in the house.
    topic = models.CharField(max_length=50, db_default="")
    message = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "volgnummer"], name="event_volgorde"),
        ]


class State(models.TextChoices):
    """Where a delivery is."""

    WAITING = "wacht", "Wacht"
    DONE = "klaar", "Bezorgd"
    DEAD = "dood", "Opgegeven"


class Delivery(TenantModel):
    """One event on its way to one consumer: a function of ours, or (`outbound`) a subscriber outside."""

    event_id = models.UUIDField()
    volgnummer = models.BigIntegerField()
    consumer = models.CharField(max_length=100)
    subject = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.SmallIntegerField(default=0)
    next_attempt = models.DateTimeField()
    finished = models.DateTimeField(null=True)
    error = models.TextField(default="")
    outbound = models.BooleanField(db_default=False)
    queued = models.DateTimeField(db_default=Now())

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
            models.Index(
                fields=["tenant", "consumer", "volgnummer"],
                condition=models.Q(state="wacht", outbound=True),
                name="bezorging_naar_buiten",
            ),
            models.Index(
                fields=["tenant", "consumer", "-volgnummer"],
                condition=models.Q(outbound=True),
                name="bezorging_per_afnemer",
            ),
        ]


class Subscriber(TenantModel):
    """Somebody outside who is told of events, and how that goes. Held up as a whole when it does not answer."""

    consumer = models.CharField(max_length=100)
    paused = models.BooleanField(default=False)
    failures = models.IntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    paused_until = models.DateTimeField(null=True)
    last_success = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "consumer"], name="afnemer_uniek")]


class Subscription(TenantModel):
    """A subscriber wants the messages of a topic whose kenmerken hold all of `keys`."""

    subscriber = TenantForeignKey(Subscriber, on_delete=models.CASCADE)
    consumer = models.CharField(max_length=100)
    topic = models.CharField(max_length=50)
    keys = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["tenant", "topic"], name="inschrijving_per_topic")]
