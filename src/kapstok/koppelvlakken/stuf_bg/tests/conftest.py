"""An application that asks in StUF, and the published schema to hold the answers against."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from kapstok.magazijnen.autorisaties.doelbinding import BRP, give_doel
from kapstok.magazijnen.autorisaties.models import Client as ApiClient
from kapstok.magazijnen.autorisaties.services import add_applicatie
from kapstok.magazijnen.brp.bevragen.velden import PERSOON
from kapstok.platform.config import settings
from kapstok.platform.stuf.xml import BG, SOAP, STUF, XSI

BESTANDEN = Path(settings.standaarden_map) / "stuf" / "zds-1.1.02"
PATH = "/stuf/bg0310/beantwoordVraag"
NS = {"s": SOAP, "BG": BG, "StUF": STUF}
ENVELOP = f"""<soapenv:Envelope xmlns:soapenv="{SOAP}"><soapenv:Header/><soapenv:Body>
<BG:%(bericht)sLv01 xmlns:BG="{BG}" xmlns:StUF="{STUF}" xmlns:xsi="{XSI}">
<BG:stuurgegevens><StUF:berichtcode>%(berichtcode)s</StUF:berichtcode>
<StUF:zender><StUF:organisatie>Ooststellingwerf</StUF:organisatie><StUF:applicatie>WMO</StUF:applicatie>
<StUF:gebruiker>jansen</StUF:gebruiker></StUF:zender>
<StUF:ontvanger><StUF:applicatie>KAPSTOK</StUF:applicatie></StUF:ontvanger>
<StUF:referentienummer>R-1</StUF:referentienummer><StUF:tijdstipBericht>20261126101500</StUF:tijdstipBericht>
<StUF:entiteittype>%(entiteittype)s</StUF:entiteittype></BG:stuurgegevens>
<BG:parameters><StUF:sortering>%(sortering)s</StUF:sortering>
<StUF:indicatorVervolgvraag>%(verder)s</StUF:indicatorVervolgvraag>
<StUF:maximumAantal>%(aantal)s</StUF:maximumAantal><StUF:indicatorAantal>true</StUF:indicatorAantal></BG:parameters>
<BG:gelijk StUF:entiteittype="%(entiteittype)s">%(gelijk)s</BG:gelijk>
%(scope)s%(start)s
</BG:%(bericht)sLv01></soapenv:Body></soapenv:Envelope>"""
STANDAARD = {
    "bericht": "nps",
    "berichtcode": "Lv01",
    "entiteittype": "NPS",
    "sortering": "0",
    "verder": "false",
    "aantal": "15",
    "start": "",
}


class Vrager:
    """An application that asks persons in StUF."""

    def __init__(self, headers: dict[str, str]) -> None:
        self.client = Client(headers=headers)

    def stuur(self, body: str | bytes, expect: int = 200) -> Any:
        response = self.client.post(PATH, body, content_type="text/xml")
        assert response.status_code == expect, response.content
        return etree.fromstring(response.content)

    def vraag(self, gelijk: str, scope: str = "", expect: int = 200, **rest: str) -> Any:
        """`scope`: elements, or the whole element when it begins with <BG:scope."""
        if scope and not scope.startswith("<BG:scope"):
            scope = f'<BG:scope><BG:object StUF:entiteittype="NPS">{scope}</BG:object></BG:scope>'
        return self.stuur(ENVELOP % {**STANDAARD, "gelijk": gelijk, "scope": scope, **rest}, expect)

    def bsn(self, bsn: str, scope: str = "") -> Any:
        """The one person with this number."""
        [found] = objecten(self.vraag(f"<BG:inp.bsn>{bsn}</BG:inp.bsn>", scope))
        return found

    def fout(self, gelijk: str, scope: str = "", expect: int = 500, **rest: str) -> tuple[str, str]:
        """Code and details of the fault."""
        return gelezen_fout(self.vraag(gelijk, scope, expect, **rest))


def gelezen_fout(answer: Any) -> tuple[str, str]:
    body = answer.find(".//StUF:Fo02Bericht/StUF:body", NS)
    assert body is not None, etree.tostring(answer)
    return body.findtext("StUF:code", "", NS), body.findtext("StUF:details", "", NS)


def objecten(answer: Any) -> list[Any]:
    return answer.findall(".//BG:antwoord/BG:object", NS)


def leeg(*namen: str) -> str:
    """Elements asked by their name."""
    return "".join(f'<BG:{naam} xsi:nil="true"/>' for naam in namen)


@pytest.fixture
def vrager(tenant: Any, actor: Any) -> Callable[..., Vrager]:
    """`vrager("naam")`: an application with a purpose; without fields: one that may ask everything."""

    def make(*velden: str, headers: Callable[[dict[str, Any]], dict[str, str]] | None = None) -> Vrager:
        made = add_applicatie(label="Wmo", client_id=None, secret=None, alles=False, actor=actor)
        row = ApiClient.objects.get(client_id=made["client_id"])
        give_doel(row.applicatie_id, BRP, doel="Uitvoering Wmo", velden=velden or tuple(PERSOON), actor=actor)
        return Vrager(headers(made) if headers else {"X-API-KEY": made["api_key"]})

    return make


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    """The published schema of the questions and answers, all documents of a namespace together.

    libxml2 reads only the first import of a namespace: so every import points at one document that includes them all.
    """
    first = BESTANDEN / "bg0310" / "vraagAntwoord" / "bg0310_msg_vraagAntwoord.xsd"
    if not first.exists():
        pytest.skip("De XSD's van StUF-BG staan niet naast dit project (../shared/standards).")
    return compiled(first, tmp_path_factory.mktemp("xsd"))


_XS = "{http://www.w3.org/2001/XMLSchema}"


def compiled(first: Path, folder: Path) -> etree.XMLSchema:
    """A schema of many documents."""
    trees: dict[Path, Any] = {}
    todo = [first.resolve(), (first.parents[2] / "0301" / "stuf0301.xsd").resolve()]
    while todo:
        path = todo.pop()
        if path in trees:
            continue
        trees[path] = etree.parse(path)
        nodes = trees[path].getroot().iter(f"{_XS}import", f"{_XS}include")
        todo += [(path.parent / n.get("schemaLocation")).resolve() for n in nodes if n.get("schemaLocation")]
    spaces: dict[str, list[Path]] = {}
    for number, tree in enumerate(trees.values()):
        own = folder / f"{number}.xsd"
        spaces.setdefault(tree.getroot().get("targetNamespace"), []).append(own)
        for node in list(tree.getroot().iter(f"{_XS}import", f"{_XS}include")):
            if node.tag == f"{_XS}include":
                node.getparent().remove(node)
            else:
                node.set("schemaLocation", f"{abs(hash(node.get('namespace')))}.xsd")
        tree.write(own)
    for space, files in spaces.items():
        lines = "".join(f'<xs:include schemaLocation="{f.name}"/>' for f in files)
        text = f'<xs:schema xmlns:xs="{_XS[1:-1]}" targetNamespace="{space}">{lines}</xs:schema>'
        (folder / f"{abs(hash(space))}.xsd").write_text(text)
    return etree.XMLSchema(etree.parse(folder / f"{abs(hash(BG))}.xsd"))
