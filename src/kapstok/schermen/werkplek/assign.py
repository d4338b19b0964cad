"""What giving a zaak to somebody shares, from a list and from the page of the zaak."""

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kapstok.platform.errors import Refusal
from kapstok.platform.identity.people import colleagues
from kapstok.schermen.werkplek.show import one


def chosen_colleague(request: HttpRequest) -> UUID:
    """Who the zaken go to. Raises Refusal when that is nobody of ours."""
    to = one(request.POST.get("naar"))
    if to is None or to not in {c.id for c in colleagues(today=timezone.localdate())}:
        raise Refusal("required", "naar", _("Kies een collega."))
    return to


def given_in_words(count: int) -> str:
    """What the list says afterwards."""
    return ngettext("%(n)s zaak is toegewezen.", "%(n)s zaken zijn toegewezen.", count) % {"n": count}
