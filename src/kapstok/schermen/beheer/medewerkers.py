"""Staff: the list, one medewerker, and what can be done with an account."""

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.kern.rekenblad import cel
from kapstok.platform.errors import Refusal
from kapstok.platform.identity.accounts import (
    change_user,
    deactivate_user,
    reactivate_user,
    reset_second_factor,
)
from kapstok.platform.identity.models import User
from kapstok.platform.identity.people import keys_of_user, staff_list, teams_of_today
from kapstok.platform.identity.role_names import ROLE_NAMES, role_name
from kapstok.platform.identity.teams import set_teams
from kapstok.platform.identity.users import create_user
from kapstok.platform.tenancy.registry import tenant_by_id
from kapstok.platform.work import unit_of_work
from kapstok.schermen.beheer.formulieren_mensen import ChangeForm, FilterForm, NewForm
from kapstok.schermen.beheer.show import actor_of, beheerder, editor, page_of, show, who
from kapstok.schermen.beheer.wachtwoordlink import hand_out_link

PAGE = 50
MOST = 20_000  # rows in an export


class _Counted(Paginator):
    """A page of which the rows and the total came from one statement."""

    def __init__(self, rows: list[dict[str, object]], total: int) -> None:
        super().__init__(rows, PAGE)
        self._total = total

    @property
    def count(self) -> int:  # type: ignore[override]
        return self._total


def _filters(request: HttpRequest) -> tuple[FilterForm, dict[str, object]]:
    form = FilterForm(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    return form, {
        "q": chosen.get("q", ""),
        "role": chosen.get("rol", ""),
        "team": chosen.get("team"),
        "state": chosen.get("stand", ""),
    }


@beheerder
@require_safe
def staff_page(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, guests included."""
    form, filters = _filters(request)
    number = page_of(request)
    now = timezone.now()
    rows = staff_list(**filters, now=now, today=timezone.localdate(), limit=PAGE, offset=(number - 1) * PAGE)  # type: ignore[arg-type]
    if not rows and number > 1:
        return redirect("beheer-medewerkers")
    for row in rows:
        row["role_names"] = [role_name(role) for role in row["roles"]]
        row["home"] = _home_name(row["home_tenant"])
    total = rows[0]["total"] if rows else 0
    paginator = _Counted(rows, total)
    return show(
        request,
        "medewerkers",
        filter=form,
        rijen=rows,
        totaal=total,
        pagina=Page(rows, min(number, paginator.num_pages), paginator),
        zoekdeel=request.GET.urlencode(),
    )


def _home_name(tenant: int | None) -> str:
    found = tenant_by_id(tenant) if tenant else None
    return found.naam if found else ""


@editor
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as CSV, as Excel in Dutch reads it. That somebody took it, is recorded."""
    _form, filters = _filters(request)
    rows = staff_list(**filters, now=timezone.now(), today=timezone.localdate(), limit=MOST)  # type: ignore[arg-type]
    with unit_of_work(actor_of(request), "identity.user.export") as work:
        work.record("medewerker", "export", after={"aantal": len(rows)})
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(
        [
            _("Gebruikersnaam"),
            _("Naam"),
            _("E-mail"),
            _("Rollen"),
            _("Teams"),
            _("Stand"),
            _("Laatst ingelogd"),
        ]
    )
    for row in rows:
        last = timezone.localtime(row["last_login"]).strftime("%Y-%m-%d %H:%M") if row["last_login"] else ""
        cells = (row["username"], row["naam"], row["email"], ", ".join(row["roles"]), ", ".join(row["teams"]))
        writer.writerow([*map(cel, cells), _state(row), last])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="medewerkers.csv"'
    return response


def _state(row: dict[str, object]) -> str:
    if not row["active"]:
        return _("geblokkeerd")
    return _("gast") if row["home_tenant"] else _("actief")


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new medewerker; they choose their own password by a link."""
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            with unit_of_work(actor_of(request), "identity.user.add"):
                made = create_user(
                    typed["username"],
                    naam=typed["naam"],
                    email=typed["email"],
                    roles=typed["roles"],
                    actor=actor_of(request),
                )
                set_teams(made.id, typed["teams"], actor=actor_of(request), today=timezone.localdate())
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            return hand_out_link(request, made, new=True)
    return show(request, "medewerker_nieuw", form=form, status=422 if form.errors else 200)


def find_user(user_id: UUID) -> User:
    """The medewerker of this municipality; 404 for anybody else."""
    user = User.objects.filter(id=user_id).first()
    if user is None:
        raise Http404
    return user


@beheerder
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One medewerker: data, roles and teams; and below it the state of the account."""
    user = find_user(user_id)
    if request.method == "POST" and not who(request).has_role("functioneel-beheerder"):
        return show(request, "medewerker", status=403, **_about(user, ChangeForm.of(user)))
    form = ChangeForm(request.POST) if request.method == "POST" else ChangeForm.of(user)
    if request.method == "POST" and form.is_valid():
        typed, actor = form.cleaned_data, actor_of(request)
        try:
            with unit_of_work(actor, "identity.user.change"):
                change_user(
                    user_id, naam=typed["naam"], email=typed["email"], roles=typed["roles"], actor=actor
                )
                set_teams(user_id, typed["teams"], actor=actor, today=timezone.localdate())
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Opgeslagen. Het geldt vanaf nu."))
            return redirect("beheer-medewerker", user_id=user_id)
    return show(request, "medewerker", status=422 if form.errors else 200, **_about(user, form))


def _about(user: User, form: ChangeForm) -> dict[str, object]:
    today = timezone.localdate()
    teams = {str(team.id): team.naam for team in teams_of_today(today=today)}
    chosen = form.initial.get("teams", []) if not form.is_bound else []
    return {
        "medewerker": user,
        "form": form,
        "sleutels": keys_of_user(user.id, now=timezone.now()),
        "thuis": _home_name(user.home_tenant),
        "rolnamen": [ROLE_NAMES[role][0] for role in user.roles if role in ROLE_NAMES],
        "teamnamen": [teams[str(each)] for each in chosen if str(each) in teams],
        "op_slot": user.locked_until is not None and user.locked_until > timezone.now(),
        "zonder_wachtwoord": not user.password or user.password.startswith("!"),
    }


@editor
@require_POST
def act(request: HttpRequest, user_id: UUID, what: str) -> HttpResponse:
    """**Blokkeren**, **Deblokkeren**, **Tweede stap herstellen**, **Nieuw wachtwoord**."""
    user, actor, now = find_user(user_id), actor_of(request), timezone.now()
    try:
        match what:
            case "blokkeren":
                deactivate_user(user_id, actor=actor, now=now)
                messages.success(request, _("Het account is geblokkeerd en overal uitgelogd."))
            case "deblokkeren":
                reactivate_user(user_id, actor=actor)
                messages.success(request, _("Het account werkt weer."))
            case "tweede-stap":
                reset_second_factor(user_id, actor=actor, now=now)
                messages.success(
                    request,
                    _("De tweede stap is weg. Bij de volgende keer inloggen stelt de medewerker hem in."),
                )
            case "wachtwoord":
                return hand_out_link(request, user)
            case _:
                raise Http404
    except Refusal as refused:
        for each in refused.all:
            messages.error(request, each.message)
    return redirect("beheer-medewerker", user_id=user_id)
