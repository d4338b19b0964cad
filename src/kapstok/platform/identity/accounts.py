"""Changing an account of this municipality: name, roles, blocking, second factor. Every change is audited."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.identity.models import Grant, Passkey, Session, User
from kapstok.platform.identity.rules import beheer_verdict
from kapstok.platform.identity.users import described, role_refusals
from kapstok.platform.work import Actor, Work, unit_of_work

BEHEER = "functioneel-beheerder"


def account(user_id: UUID) -> User:
    """The medewerker, locked for change. A guest is changed in their own municipality."""
    user = User.objects.select_for_update().filter(id=user_id).first()
    if user is None:
        raise Refusal("not_found", message=_("Deze medewerker is er niet (meer)."))
    if user.home_tenant is not None:
        raise Refusal("guest", message=_("Dit is een gast. Zijn eigen gemeente beheert dit account."))
    return user


def other_beheerders(user_id: UUID, today: date) -> int:
    """How many others can do beheer here today: own staff, and guests under a grant."""
    own = User.objects.filter(active=True, home_tenant=None, roles__contains=[BEHEER]).exclude(id=user_id)
    period = Q(valid_from__lte=today, valid_until__gte=today, ended=None)
    return own.count() + Grant.objects.filter(period, roles__contains=[BEHEER]).count()


def _beheer_refusals(user: User, actor: Actor, *, keeps: bool) -> list[Refusal]:
    had = BEHEER in user.roles and user.active
    verdict = beheer_verdict(
        own=str(user.id) == actor.id,
        loses_beheer=had and not keeps,
        others=other_beheerders(user.id, timezone.localdate()),
    )
    texts = {
        "own-beheer": _("U kunt uw eigen rol functioneel beheerder niet weghalen. Vraag een collega."),
        "last-beheer": _("Dit is de laatste functioneel beheerder. Geef eerst een ander deze rol."),
    }
    return [Refusal(verdict, "roles", texts[verdict])] if verdict else []


def change_user(user_id: UUID, *, naam: str, email: str, roles: Collection[str], actor: Actor) -> User:
    """Another name, e-mail address or other roles; roles count from the next request on."""
    with unit_of_work(actor, "identity.user.change") as work:
        user = account(user_id)
        refusals = [*role_refusals(roles), *_beheer_refusals(user, actor, keeps=BEHEER in roles)]
        if not naam.strip():
            refusals.append(Refusal("required", "naam", _("Vul een naam in.")))
        if refusals:
            raise Refusals(refusals)
        before = described(user)
        user.naam, user.email, user.roles = naam.strip(), email.strip(), sorted(set(roles))
        _keep(user, work, before, ["naam", "email", "roles"])
    return user


def change_roles(user_id: UUID, roles: Collection[str], *, actor: Actor) -> User:
    """Other roles and nothing else."""
    user = User.objects.filter(id=user_id).first()
    if user is None:
        raise Refusal("not_found", message=_("Deze medewerker is er niet (meer)."))
    return change_user(user_id, naam=user.naam, email=user.email, roles=roles, actor=actor)


def _keep(user: User, work: Work, before: dict[str, object], fields: list[str]) -> None:
    user.save(update_fields=fields)
    work.record("medewerker", user.id, before=before, after=described(user))


def deactivate_user(user_id: UUID, *, actor: Actor, now: datetime) -> None:
    """**Blokkeren**: no new login, and every session ends at once; as a guest elsewhere too (middleware)."""
    with unit_of_work(actor, "identity.user.deactivate") as work:
        user = account(user_id)
        if str(user.id) == actor.id:
            raise Refusal("own-account", message=_("U kunt uw eigen account niet blokkeren."))
        refusals = _beheer_refusals(user, actor, keeps=False)
        if refusals:
            raise refusals[0]
        before = described(user)
        user.active = False
        Session.objects.filter(user_id=user_id, revoked__isnull=True).update(revoked=now)
        _keep(user, work, before, ["active"])


def reactivate_user(user_id: UUID, *, actor: Actor) -> None:
    """**Deblokkeren**: the account works again, with its old password; failed logins are forgotten."""
    with unit_of_work(actor, "identity.user.reactivate") as work:
        user = account(user_id)
        before = described(user)
        user.active, user.failed_logins, user.locked_until = True, 0, None
        _keep(user, work, before, ["active", "failed_logins", "locked_until"])


def reset_second_factor(user_id: UUID, *, actor: Actor, now: datetime) -> None:
    """App, recovery codes and passkeys are forgotten and every session ends; the next login sets up anew."""
    with unit_of_work(actor, "identity.user.reset-second-factor") as work:
        user = account(user_id)
        if str(user.id) == actor.id:
            text = _("Uw eigen tweede stap herstelt u met uw herstelcodes, of een collega doet het.")
            raise Refusal("own-account", message=text)
        before = {"tweede stap": user.totp_confirmed, "passkeys": Passkey.objects.filter(user=user).count()}
        user.totp_secret, user.totp_confirmed, user.totp_last_step, user.recovery_codes = "", False, 0, []
        user.save(update_fields=["totp_secret", "totp_confirmed", "totp_last_step", "recovery_codes"])
        Passkey.objects.filter(user_id=user_id).delete()
        Session.objects.filter(user_id=user_id, revoked__isnull=True).update(revoked=now)
        work.record("medewerker", user.id, before=before, after={"tweede stap": False, "passkeys": 0})
