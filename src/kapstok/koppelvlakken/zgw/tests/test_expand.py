"""Related objects in one answer: what is asked for, nothing that may not be seen, and few statements."""

import re
from pathlib import Path
from typing import Any

import pytest

from kapstok.koppelvlakken.zgw import apis  # noqa: F401 - declares the resources
from kapstok.platform.config import settings
from kapstok.platform.resource import compile as compile_
from kapstok.platform.resource import compiled, expand

HOST = "http://ooststellingwerf.localhost"
ZAKEN = "/zaken/api/v1/zaken"
EVERYTHING = (
    "zaaktype.catalogus,hoofdzaak,deelzaken,relevanteAndereZaken,eigenschappen.eigenschap,rollen.roltype,"
    "status.statustype,zaakinformatieobjecten.informatieobject.informatieobjecttype,zaakobjecten,"
    "resultaat.resultaattype"
)


def _zaak(app: Any, everything: Any, query: str) -> dict[str, Any]:
    found: dict[str, Any] = app.get(f"{ZAKEN}/{everything.id}?{query}").data
    return found


@pytest.mark.regel("zrc-026", "drc-011")
def test_every_step_of_a_path_is_there_and_the_addresses_stay(everything: Any, application: Any) -> None:
    zaak = _zaak(application(), everything, f"expand={EVERYTHING}")
    inside = zaak["_expand"]
    assert inside["zaaktype"]["url"] == zaak["zaaktype"]
    assert inside["zaaktype"]["_expand"]["catalogus"]["domein"] == "OWO"
    assert [r["url"] for r in inside["rollen"]] == zaak["rollen"]
    assert inside["rollen"][0]["_expand"]["roltype"]["omschrijvingGeneriek"] == "initiator"
    assert inside["status"]["_expand"]["statustype"]["volgnummer"] == 1
    link = inside["zaakinformatieobjecten"][0]
    kind = link["_expand"]["informatieobject"]["_expand"]["informatieobjecttype"]
    assert kind["url"] == link["_expand"]["informatieobject"]["informatieobjecttype"]
    assert inside["eigenschappen"][0]["_expand"]["eigenschap"]["naam"] == "kapdatum"
    assert inside["resultaat"]["_expand"]["resultaattype"]["omschrijving"] == "Verleend"
    assert inside["hoofdzaak"] == {}
    assert inside["deelzaken"] == inside["relevanteAndereZaken"] == []


def test_list_and_detail_expand_alike_and_have_their_own_version(everything: Any, application: Any) -> None:
    app = application()
    plain = app.get(f"{ZAKEN}/{everything.id}")
    detail = app.get(f"{ZAKEN}/{everything.id}?expand=zaaktype,status")
    assert app.get(f"{ZAKEN}?expand=zaaktype,status").data["results"] == [detail.data]
    assert detail["ETag"] != plain["ETag"]
    again = app.get(
        f"{ZAKEN}/{everything.id}?expand=zaaktype,status", 304, **{"if-none-match": detail["ETag"]}
    )
    assert again.content == b""
    assert {k: v for k, v in detail.data.items() if k != "_expand"} == plain.data


@pytest.mark.regel("zrc-025b")
def test_other_apis_expand_too(everything: Any, application: Any) -> None:
    app = application()
    link = app.get("/besluiten/api/v1/besluitinformatieobjecten?expand=besluit.zaak.status").data[0]
    assert link["_expand"]["besluit"]["_expand"]["zaak"]["_expand"]["status"]["statustoelichting"] == ""
    object_link = app.get("/documenten/api/v1/objectinformatieobjecten?expand=object,informatieobject").data
    assert {o["_expand"]["object"]["url"] for o in object_link} == {o["object"] for o in object_link}
    kind = app.get("/catalogi/api/v1/statustypen?expand=zaaktype.resultaattypen").data["results"][0]
    assert len(kind["_expand"]["zaaktype"]["_expand"]["resultaattypen"]) == 2


@pytest.mark.regel("zrc-028", "drc-014", "zgw-x-rechten")
def test_what_may_not_be_seen_is_not_expanded(everything: Any, application: Any) -> None:
    app = application(zrc=(["zaken.lezen"], "KAP", "zeer_geheim"))
    inside = _zaak(
        app, everything, "expand=zaakinformatieobjecten.informatieobject,zaaktype.catalogus,status"
    )["_expand"]
    assert inside["zaakinformatieobjecten"][0]["_expand"]["informatieobject"] == {}
    assert inside["status"]["url"]
    assert inside["zaaktype"]["_expand"]["catalogus"]["domein"] == "OWO"  # ztc-014
    reader = application(
        zrc=(["zaken.lezen"], "KAP", "zeer_geheim"), drc=(["documenten.lezen"], "ANDERS", "zeer_geheim")
    )
    inside = _zaak(reader, everything, "expand=zaakinformatieobjecten.informatieobject")["_expand"]
    assert inside["zaakinformatieobjecten"][0]["_expand"]["informatieobject"] == {}
    no_zaken = application(drc=(["documenten.lezen"], "Aanvraag", "zeer_geheim"))
    for row in no_zaken.get("/documenten/api/v1/objectinformatieobjecten?expand=object").data:
        assert row["_expand"]["object"] == {}


def test_statements_do_not_grow_with_the_page(
    given: Any, application: Any, everything: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, kind = application(), given.zaaktype(identificatie="KAP2")
    place, seen = f"{ZAKEN}?expand={EVERYTHING}", []
    direct = compile_.direct
    monkeypatch.setattr(
        compile_,
        "direct",
        lambda sql, values, **more: (seen.append(sql.text.decode()), direct(sql, values, **more))[1],
    )

    def statements() -> int:
        seen.clear()
        app.get(place)
        return len(seen)

    app.get(place)
    few = statements()
    assert few <= 16  # the page, and one for each kind of object in the answer
    for _ in range(4):
        zaak = given.zaak(kind)
        given.initiator(zaak, kind)
    assert app.get(place).data["count"] == 5
    assert statements() == few


@pytest.mark.regel("zrc-027", "drc-012", "drc-013")
def test_bad_path_is_not_found_and_too_much_is_refused(everything: Any, application: Any) -> None:
    app = application()
    for path in ("bestaatniet", "zaaktype.bestaatniet", "omschrijving", "url", "status.zaak.x"):
        assert app.get(f"{ZAKEN}/{everything.id}?expand={path}", 404).data["code"] == "not_found"
        assert app.get(f"{ZAKEN}?expand={path}", 404).data["code"] == "not_found"
    deep = ".".join(["status", "zaak"] * 6)
    fault = app.get(f"{ZAKEN}/{everything.id}?expand={deep}", 400).data["invalidParams"][0]
    assert (fault["name"], fault["code"]) == ("expand", "max_length")
    app.get("/autorisaties/api/v1/applicaties?expand=x", 400)


def test_cost_counts_every_object_in_the_answer(
    everything: Any, application: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = application()
    path = f"{ZAKEN}/{everything.id}?expand=zaaktype.statustypen.zaaktype.statustypen"
    app.get(path)
    monkeypatch.setattr(expand, "MAX_OBJECTS", 10)
    fault = app.get(path, 400).data["invalidParams"][0]
    assert (fault["name"], fault["code"]) == ("expand", "max_value")


BNF = Path(settings.standaarden_map).resolve() / "zgw" / "oas" / "expand_soll.bnf"


@pytest.mark.skipif(not BNF.is_file(), reason="the published grammar is not here")
@pytest.mark.regel("zrc-025b", "drc-011")
def test_every_path_of_the_published_grammar_is_known() -> None:
    names = {c.resource.name.rsplit(".", 1)[-1]: c for c in compiled().values()}
    rules = re.findall(r"<\w+?_(\w+)_expand> ::=(.*?)(?=\n\n<|\Z)", BNF.read_text(), re.DOTALL)
    missing = [
        f"{rule}: {member}"
        for rule, body in rules
        if (own := names.get(rule.replace("_", ""))) is not None
        for member in re.findall(r'"(\w+)"', body)
        if member not in own.relations
    ]
    assert missing == []
