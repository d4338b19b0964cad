"""Every address of sturing, filled in with what `veel_sturing` put there."""

from typing import Any
from uuid import UUID

from kapstok.site.veel_sturing import KEY


def waarden() -> dict[str, dict[str, Any]]:
    """What to fill in for the places of an address of sturing: by name of the address, and for all others ("").

    A new page whose address has another place, or that is not there for these, gets a line here.
    """
    from kapstok.diensten.sturing.adviezen.models import Advies
    from kapstok.diensten.sturing.communicatie.models import Bericht, Doelgroep, Publicatie
    from kapstok.diensten.sturing.enquete.models import Enquete
    from kapstok.diensten.sturing.geld.models import Maatwerk, Transactie
    from kapstok.diensten.sturing.initiatieven.models import Initiatief
    from kapstok.diensten.sturing.kwartaal.models import Kwartaal
    from kapstok.diensten.sturing.plan.models import Planversie
    from kapstok.diensten.sturing.portfolio.models import Contract, Koppeling
    from kapstok.diensten.sturing.projecten.models import Deelname, Project, Uitrolpakket
    from kapstok.diensten.sturing.rollen.models import Vervulling

    coupling = Koppeling.objects.order_by("id")[0]
    app = coupling.van_id
    project = Project.objects.filter(toestand="in_uitvoering").order_by("id")[0]
    part = Deelname.objects.filter(project=project).order_by("id")[0]
    closed = Kwartaal.objects.filter(gesloten_op__isnull=False).order_by("id")[0]
    concept, ended = (Enquete.objects.get(stand=stand).id for stand in ("concept", "gesloten"))

    def first(model: Any) -> UUID:
        return model.objects.order_by("id")[0].id

    general = {
        "applicatie_id": app, "koppeling_id": coupling.id, "contract_id": Contract.objects.get(applicatie_id=app).id,
        "project_id": project.id, "naar": "in_afronding", "deelnemer_id": part.deelnemer_id, "jaar": project.jaar,
        "kwartaal": 2, "pakket_id": first(Uitrolpakket), "soort": "pdf", "code": "besluiten-op-tijd",
        "kwartaal_id": Kwartaal.objects.get(gesloten_op=None).id,
        "versie_id": Planversie.objects.get(status="concept").id,
        "vervulling_id": first(Vervulling), "maatwerk_id": first(Maatwerk), "transactie_id": first(Transactie),
        "bericht_id": first(Bericht), "doelgroep_id": first(Doelgroep), "gemeente": "opsterland",
        "enquete_id": ended, "sleutel": f"{KEY}-open-0", "initiatief_id": first(Initiatief),
        "advies_id": first(Advies), "publicatie_id": Publicatie.objects.filter(bericht_id=first(Bericht))[0].id,
    }  # fmt: skip
    return {
        "": general,
        "sturing-memo": {"kwartaal_id": closed.id},
        "sturing-memo-bestand": {"kwartaal_id": closed.id},
        "sturing-enquete-wijzigen": {"enquete_id": concept},
        "sturing-download": {"soort": "ameff"},
        "sturing-ambitie": {"code": "SP1"},
        "sturing-plandeel": {"soort": "speerpunt", "code": "SP1"},
        "sturing-plandeel-nieuw": {"soort": "indicator"},
        "sturing-plan-volgorde": {"soort": "speerpunt"},
        "sturing-bericht-herstel": {"soort": "correctie"},
    }


def adressen() -> dict[str, str]:
    """Every address of the screens of sturing by its name, filled in with what there is."""
    from django.urls import reverse

    from kapstok.schermen.sturing.urls import urlpatterns

    known = waarden()
    named = {each.name: each for each in urlpatterns if each.name}
    return {
        name: reverse(
            name,
            kwargs={key: {**known[""], **known.get(name, {})}[key] for key in each.pattern.converters},
        )
        for name, each in named.items()
    }
