"""Types that others name: one of ours by its address, or by the name that it has in their catalogus."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.catalogi.models import InformatieObjectType, ZaakType
from kapstok.platform.resource import Call, references
from kapstok.platform.resource.places import path_here

# By the member that names it: what it is here, and by what it is the same type in another catalogus. The standard
# relates types by these names too.
KINDS: dict[str, tuple[Any, str]] = {
    "informatieobjecttype": (InformatieObjectType, "omschrijving"),
    "zaaktype": (ZaakType, "identificatie"),
}


def type_of(call: Call, there: dict[str, Any], member: str) -> UUID | None:
    """Our type of what stands elsewhere; None when we have none like it."""
    found = references.points_to(call, there, member, f"catalogi.{member}")
    url = there.get(member)
    if found or not isinstance(url, str) or path_here(call, url) is not None:
        return found
    model, name = KINDS[member]
    known = references.told(url).get(name)
    same = model.objects.filter(**{name: known}, concept=False) if isinstance(known, str) and known else None
    return (
        same.order_by("-begin_geldigheid").values_list("id", flat=True).first() if same is not None else None
    )
