"""How a kind of the catalogus becomes a resource."""

from collections.abc import Sequence
from typing import Any

from kapstok.magazijnen.catalogi import api_types as a
from kapstok.magazijnen.catalogi.api_writes import changer, creator, deleter, judge
from kapstok.platform.db import TenantModel
from kapstok.platform.resource import Resource, register
from kapstok.platform.resource.declare import BODY
from kapstok.platform.resource.fields import Field


def resource(kind: type[TenantModel], path: str, members: Sequence[Field], **more: Any) -> Resource:
    """The resource of a kind: its address first, writes through the use cases, relations as of a day."""
    name = f"catalogi.{kind.__name__.lower()}"
    writes = {
        "create": creator(kind),
        "update": changer(kind),
        "delete": deleter(kind),
        "rules": judge(kind),
    }
    return register(
        Resource(
            name=name,
            table=f"catalogi_{kind.__name__.lower()}",
            path=path,
            api=a.CATALOGI,
            etag=BODY,
            fields=[a.url(name), *members],
            **{**writes, "scopes": a.SCOPES, "detail": a.DETAIL, **more},
        )
    )
