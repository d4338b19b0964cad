"""Teams: the list, one team with its members, and dissolving it."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.magazijnen.catalogi.teams import forget_team
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.errors import Refusal
from kapstok.platform.identity.models import Team
from kapstok.platform.identity.people import colleagues, members_of, teams_of_today
from kapstok.platform.identity.teams import change_team, create_team, dissolve_team, join_team, leave_team
from kapstok.platform.work import unit_of_work
from kapstok.schermen.beheer.formulieren_mensen import MemberForm, TeamForm
from kapstok.schermen.beheer.show import actor_of, beheerder, editor, show


@beheerder
@require_safe
def team_list(request: HttpRequest) -> HttpResponse:
    """Teams of today with how many people are in them."""
    gone = Team.objects.filter(active=False).order_by("naam")[:200]
    return show(request, "teams", teams=teams_of_today(today=timezone.localdate()), opgeheven=gone)


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new team."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_team(**form.cleaned_data, actor=actor_of(request))
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Het team is gemaakt. Voeg er nu mensen aan toe."))
            return redirect("beheer-team", team_id=made.id)
    return show(request, "team_nieuw", form=form, status=422 if form.errors else 200)


def _find(team_id: UUID) -> Team:
    team = Team.objects.filter(id=team_id).first()
    if team is None:
        raise Http404
    return team


def _member_form(today: date, data: object = None) -> MemberForm:
    people = [(str(c.id), c.naam) for c in colleagues(today=today) if not c.guest]
    return MemberForm(data, people=people)


@beheerder
@require_safe
def one(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """One team: name, and who is and was in it."""
    team = _find(team_id)
    form = TeamForm(initial={"naam": team.naam, "omschrijving": team.omschrijving})
    return _page(request, team, form, _member_form(timezone.localdate()))


def _page(request: HttpRequest, team: Team, form: TeamForm, joining: MemberForm) -> HttpResponse:
    rows = members_of(team.id, today=timezone.localdate())
    wrong = bool(form.errors or (joining.is_bound and joining.errors))
    return show(
        request,
        "team",
        status=422 if wrong else 200,
        team=team,
        form=joining if joining.is_bound else form,
        teamform=form,
        lidform=joining,
        leden=[row for row in rows if row["now"]],
        vroeger=[row for row in rows if not row["now"]],
    )


@editor
@require_POST
def change(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Another name or description."""
    team, form = _find(team_id), TeamForm(request.POST)
    if form.is_valid():
        try:
            change_team(team_id, **form.cleaned_data, actor=actor_of(request))
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Opgeslagen."))
            return redirect("beheer-team", team_id=team_id)
    return _page(request, team, form, _member_form(timezone.localdate()))


@editor
@require_POST
def join(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Somebody comes into the team."""
    team, today = _find(team_id), timezone.localdate()
    form = _member_form(today, request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            join_team(team_id, typed["user"], functie=typed["functie"], actor=actor_of(request), today=today)
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("De medewerker zit nu in het team."))
            return redirect("beheer-team", team_id=team_id)
    named = TeamForm(initial={"naam": team.naam, "omschrijving": team.omschrijving})
    return _page(request, team, named, form)


@editor
@require_POST
def leave(request: HttpRequest, team_id: UUID, user_id: UUID) -> HttpResponse:
    """Somebody leaves the team."""
    _find(team_id)
    try:
        leave_team(team_id, user_id, actor=actor_of(request), today=timezone.localdate())
        messages.success(request, _("De medewerker zit niet meer in het team."))
    except Refusal as refused:
        messages.error(request, refused.message)
    return redirect("beheer-team", team_id=team_id)


@editor
@require_POST
def dissolve(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """**Team opheffen**: only when it has no open zaken."""
    _find(team_id)
    still = Zaak.objects.filter(team_id=team_id, einddatum=None).count()
    if still:
        text = ngettext(
            "Dit team heeft nog %(n)s open zaak. Geef die eerst aan een ander team.",
            "Dit team heeft nog %(n)s open zaken. Geef die eerst aan een ander team.",
            still,
        )
        messages.error(request, text % {"n": still})
        return redirect("beheer-team", team_id=team_id)
    with unit_of_work(actor_of(request), "team.dissolve"):
        dissolve_team(team_id, actor=actor_of(request), today=timezone.localdate())
        forget_team(team_id, actor=actor_of(request))
    messages.success(request, _("Het team is opgeheven."))
    return redirect("beheer-teams")
