"""People and their keys: users, teams, sessions, passkeys, grants across municipalities, brokers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kapstok.platform.db.model import TenantForeignKey, TenantModel


class User(TenantModel):
    """A medewerker. A guest from another municipality has the same id here, a home_tenant and no password."""

    username = models.CharField(max_length=150)
    naam = models.CharField(max_length=200)
    email = models.EmailField(max_length=254, blank=True)
    password = models.CharField(max_length=256, default="!")
    totp_secret = models.TextField(blank=True)  # sealed; counts only when totp_confirmed
    totp_confirmed = models.BooleanField(default=False)
    totp_last_step = models.BigIntegerField(default=0)  # a code counts once
    recovery_codes = ArrayField(models.CharField(max_length=64), default=list, blank=True)  # hashes
    active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)  # no second factor asked, in demo mode only
    roles = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    failed_logins = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=2, default="nl")
    home_tenant = models.SmallIntegerField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now)
    last_login = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "username"], name="identity_user_username")]
        indexes = [models.Index(fields=["tenant", "naam"], name="identity_user_naam")]

    def __str__(self) -> str:
        return self.naam


class Team(TenantModel):
    naam = models.CharField(max_length=100)
    omschrijving = models.TextField(blank=True)
    active = models.BooleanField(default=True)  # a dissolved team stays: old zaken point at it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "naam"], name="identity_team_naam")]

    def __str__(self) -> str:
        return self.naam


class Membership(TenantModel):
    """Somebody's place in a team during a period, with a function there (for example coördinator)."""

    user = TenantForeignKey(User, on_delete=models.CASCADE)
    team = TenantForeignKey(Team, on_delete=models.CASCADE)
    functie = models.CharField(max_length=100, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)  # last day

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "user", "team", "valid_from"], name="identity_membership_once"
            )
        ]
        indexes = [models.Index(fields=["tenant", "team"], name="identity_membership_by_team")]


class Passkey(TenantModel):
    """A WebAuthn credential of a medewerker."""

    user = TenantForeignKey(User, on_delete=models.CASCADE)
    naam = models.CharField(max_length=100)
    credential_id = models.CharField(max_length=1400)  # base64url; at most 1023 bytes (WebAuthn 3, 4)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    created = models.DateTimeField(default=timezone.now)
    last_used = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "credential_id"], name="identity_passkey_credential")
        ]
        indexes = [models.Index(fields=["tenant", "user"], name="identity_passkey_by_user")]


class PasswordLink(TenantModel):
    """A way to choose a new password, once and for a day. The key itself is only in the link."""

    user = TenantForeignKey(User, on_delete=models.CASCADE)
    key_hash = models.CharField(max_length=64)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key_hash"], name="identity_passwordlink_key")
        ]


class Grant(TenantModel):
    """This municipality (tenant) lets a user or team of another (holder_tenant) work here, for a purpose.

    Both ids of the holder live in the other municipality, so they are no foreign keys.
    """

    holder_tenant = models.SmallIntegerField()
    holder_user = models.UUIDField(null=True, blank=True)
    holder_team = models.UUIDField(null=True, blank=True)
    holder_naam = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    roles = ArrayField(models.CharField(max_length=40), default=list)
    valid_from = models.DateField()
    valid_until = models.DateField()  # last day; a grant without an end does not exist
    given_by = models.CharField(max_length=200, blank=True)
    ended = models.DateTimeField(null=True, blank=True)  # before its last day, by a person
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(holder_user__isnull=True) ^ Q(holder_team__isnull=True),
                name="identity_grant_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=models.F("valid_from")), name="identity_grant_period"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "holder_tenant", "valid_until"], name="identity_grant_by_holder")
        ]


class Session(TenantModel):
    """A visit. The key itself is only in the visitor's cookie; the content is sealed."""

    key_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, default="anoniem")
    user = TenantForeignKey(User, on_delete=models.CASCADE, null=True, blank=True)
    grant = TenantForeignKey(Grant, on_delete=models.CASCADE, null=True, blank=True)
    subject = models.CharField(max_length=32, blank=True)  # keyed hash of kind and id
    ticket = models.CharField(max_length=32, blank=True)  # of a hand-over from another municipality
    data = models.BinaryField()
    created = models.DateTimeField()
    last_seen = models.DateTimeField()
    absolute_end = models.DateTimeField()
    ip_hash = models.CharField(max_length=32, blank=True)
    device = models.CharField(max_length=80, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key_hash"], name="identity_session_key"),
            models.UniqueConstraint(
                fields=["tenant", "ticket"], condition=~Q(ticket=""), name="identity_session_ticket_once"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "subject"], name="identity_session_by_subject"),
            models.Index(fields=["tenant", "absolute_end"], name="identity_session_by_end"),
        ]


class Broker(TenantModel):
    """The municipality's agreement with a broker for DigiD or eHerkenning."""

    kind = models.CharField(max_length=12, choices=[("digid", "DigiD"), ("eherkenning", "eHerkenning")])
    issuer = models.CharField(max_length=500)
    client_id = models.CharField(max_length=255)
    client_secret = models.TextField()  # sealed
    scopes = ArrayField(models.CharField(max_length=100), default=list)
    claims = models.JSONField(default=dict, blank=True)  # overrides of oidc.config.ClaimNames
    levels = models.JSONField(default=dict, blank=True)  # extra values of the level claim
    minimum = models.CharField(max_length=20, blank=True)
    default_level = models.CharField(max_length=20, blank=True)
    auth_method = models.CharField(max_length=30, default="client_secret_basic")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "kind"], name="identity_broker_kind")]
