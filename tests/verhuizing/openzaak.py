"""A ZGW installation of another make, to move away from: it answers as the OpenAPI documents of Open Zaak 1.30 say.

Which paths there are, which parameters they take and which members an answer has comes from those documents. It has the
habits of such an installation: pages of a hundred that cannot be made larger, addresses under another host name than
the one it is called by, relations by address, random numbers, no ETag, a 502 now and then, and a line that breaks
halfway a file.
"""

import base64
import hashlib
import hmac
import json
import random
import threading
import uuid
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import yaml

STANDARD = Path(__file__).resolve().parents[3] / "shared" / "standards" / "zgw"
NAMED = "http://openzaak.intern.test"
CLIENT, SECRET, PAGE = "kapstok", "geheim-van-de-andere-kant-32-tekens", 100
# One in so many answers is a bad gateway.
BAD_GATEWAY = 97
PLACES = {
    "catalogi": "open-zaak-1.30/catalogi",
    "zaken": "open-zaak-1.30/zaken",
    "documenten": "open-zaak-1.30/documenten",
    "besluiten": "open-zaak-1.30/besluiten",
    "autorisaties": "open-zaak-1.30/autorisaties",
    "notificaties": "open-notificaties-1.16",
}
Json = dict[str, Any]


class Contract:
    """One published API."""

    def __init__(self, api: str) -> None:
        text = (STANDARD / PLACES[api] / "openapi.yaml").read_text(encoding="utf-8")
        self.document: Json = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def operation(self, path: str) -> Json | None:
        """How a path is read."""
        return self.document["paths"].get(path, {}).get("get")

    def _schema(self, schema: Json) -> Json:
        """Without references; of alternatives all members together."""
        while "$ref" in schema:
            schema = self.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        parts = [*schema.get("allOf", []), *schema.get("oneOf", []), *schema.get("anyOf", [])]
        members = dict(schema.get("properties", {}))
        for part in parts:
            members |= self._schema(part).get("properties", {})
        return {**schema, "properties": members} if members else schema

    def of_list(self, path: str) -> tuple[Json, bool]:
        """The members of what a list shows, and whether it has pages."""
        operation = self.operation(path)
        assert operation is not None, path
        found = self._schema(operation["responses"]["200"]["content"]["application/json"]["schema"])
        paged = "results" in found.get("properties", {})
        item = found["properties"]["results"]["items"] if paged else found["items"]
        members = self._schema(item)["properties"]
        return {name: m for name, m in members.items() if name != "_expand"}, paged

    def empty(self, schema: Json) -> Any:
        """What it writes when there is nothing to say."""
        if schema.get("nullable"):
            return None
        found = self._schema(schema)
        kind = found.get("type")
        if found.get("properties"):
            return {name: self.empty(member) for name, member in found["properties"].items()}
        return {"array": [], "boolean": False, "integer": 0, "number": 0, "object": {}}.get(str(kind), "")


class OpenZaak:
    """The installation: its data, and the server on this machine."""

    def __init__(self) -> None:
        self.contracts = {api: Contract(api) for api in PLACES}
        self.rows: dict[str, list[Json]] = {}
        self.versions: dict[tuple[str, int], tuple[Json, bytes]] = {}
        self.trails: dict[str, list[Json]] = {}
        self.forbidden: set[str] = set()
        self.asked, self.cut = 0, set[str]()
        self._random, self._lock = random.Random(8052), threading.Lock()

    def id(self) -> str:
        """A random number, as it gives them."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def add(self, place: str, **values: Any) -> Json:
        """`place`: api/path. A thing with every member that the standard of this place names."""
        api, _, path = place.partition("/")
        list_path = f"/zaken/{{zaak_uuid}}/{path}" if path == "zaakeigenschappen" else f"/{path}"
        contract, own = self.contracts[api], self.id()
        members, _paged = contract.of_list(list_path)
        if strange := values.keys() - members.keys() - {"betrokkeneIdentificatie", "objectIdentificatie"}:
            raise AssertionError(f"{place} has no {strange}")
        above = f"zaken/{values['zaak'].rpartition('/')[2]}/" if path == "zaakeigenschappen" else ""
        made = {name: contract.empty(member) for name, member in members.items()}
        made |= {"url": f"{NAMED}/{api}/api/v1/{above}{path}/{own}", **values}
        if "uuid" in members:
            made["uuid"] = own
        self.rows.setdefault(place, []).append(made)
        return made

    def said(self, one: Json, actie: str, moment: str) -> None:
        """A line in its audit trail."""
        lines = self.trails.setdefault(one["url"].rpartition("/")[2], [])
        told = {"uuid": self.id(), "bron": "ZRC", "actie": actie, "resultaat": 201, "aanmaakdatum": moment}
        lines.append({**told, "hoofdObject": one["url"], "resourceUrl": one["url"], "wijzigingen": {}})

    @cached_property
    def server(self) -> ThreadingHTTPServer:
        house = self

        class Handler(_Handler):
            oz = house

        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self) -> "OpenZaak":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def busy(self) -> bool:
        """Is this the one in so many?"""
        with self._lock:
            self.asked += 1
            return self.asked % BAD_GATEWAY == 0

    def breaks(self, place: str) -> bool:
        """The line breaks the first time that a file is asked for."""
        with self._lock:
            first = place not in self.cut
            self.cut.add(place)
            return first


def _knows(header: str) -> bool:
    """Was it signed with the secret that we gave?"""
    head, _, signature = header.removeprefix("Bearer ").rpartition(".")
    made = hmac.new(SECRET.encode(), head.encode(), hashlib.sha256).digest()
    claims = json.loads(base64.urlsafe_b64decode(head.partition(".")[2] + "=="))
    right = hmac.compare_digest(base64.urlsafe_b64encode(made).rstrip(b"=").decode(), signature)
    return right and claims["client_id"] == CLIENT


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    oz: OpenZaak

    def log_message(self, *_: Any) -> None:
        pass

    def _answer(self, status: int, body: Any) -> None:
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def _no(self, status: int, code: str, detail: str) -> None:
        self._answer(status, {"code": code, "status": status, "title": code, "detail": detail})

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        params = dict(parse_qsl(asked.query))
        if self.oz.busy():
            self._answer(502, b"<html>502 Bad Gateway</html>")
            return
        if not _knows(self.headers.get("Authorization", "")):
            self._no(403, "permission_denied", "Geen rechten.")
            return
        api, *parts = asked.path.removeprefix("/").replace("/api/v1/", "/").split("/")
        if api not in PLACES or not parts:
            self._no(404, "not_found", "Niet gevonden.")
            return
        self._place(api, parts, params)

    def _place(self, api: str, parts: list[str], params: dict[str, str]) -> None:
        if len(parts) == 3 and parts[2] == "audittrail":
            self._answer(200, self.oz.trails.get(parts[1], []))
        elif len(parts) == 3 and parts[2] == "download":
            self._download(parts[1], int(params.get("versie", "0")))
        elif len(parts) == 3:
            mine = f"{NAMED}/zaken/api/v1/zaken/{parts[1]}"
            self._list(api, parts[2], f"/zaken/{{zaak_uuid}}/{parts[2]}", params, {"zaak": mine})
        elif len(parts) == 2:
            self._one(api, *parts, params)
        else:
            self._list(api, parts[0], f"/{parts[0]}", params, {})

    def _one(self, api: str, path: str, own: str, params: dict[str, str]) -> None:
        if "versie" in params:
            self._answer(200, self.oz.versions[own, int(params["versie"])][0])
            return
        rows = self.oz.rows.get(f"{api}/{path}", [])
        found = next((one for one in rows if one["url"].endswith(own)), None)
        if found is None:
            self._no(404, "not_found", "Niet gevonden.")
            return
        self._answer(200, found)

    def _list(self, api: str, path: str, named: str, params: dict[str, str], given: Json) -> None:
        contract = self.oz.contracts[api]
        operation = contract.operation(named)
        if operation is None:
            self._no(404, "not_found", "Niet gevonden.")
            return
        if f"{api}/{path}" in self.oz.forbidden:
            self._no(403, "permission_denied", "Geen rechten.")
            return
        known = {p["name"] for p in operation.get("parameters", []) if p.get("in") == "query"} - {"pageSize"}
        if strange := params.keys() - known:
            self._no(400, "unknown-parameters", f"Onbekende query parameters: {', '.join(strange)}")
            return
        rows = self._filtered(api, path, {**params, **given})
        if not contract.of_list(named)[1]:
            self._answer(200, rows)
            return
        page = int(params.get("page", "1"))
        chosen = rows[(page - 1) * PAGE : page * PAGE]
        if not chosen and page > 1:
            self._no(404, "not_found", "Ongeldige pagina")
            return
        more = len(rows) > page * PAGE
        following = f"{NAMED}/{api}/api/v1/{path}?page={page + 1}" if more else None
        self._answer(200, {"count": len(rows), "next": following, "previous": None, "results": chosen})

    def _filtered(self, api: str, path: str, wanted: Json) -> list[Json]:
        rows = self.oz.rows.get(f"{api}/{path}", [])
        if api == "catalogi" and path != "catalogussen" and wanted.pop("status", "definitief") != "alles":
            rows = [one for one in rows if not one.get("concept")]
        wanted = {name: value for name, value in wanted.items() if name != "page"}
        return [one for one in rows if all(one.get(name) == value for name, value in wanted.items())]

    def _download(self, own: str, version: int) -> None:
        _body, content = self.oz.versions[own, version]
        asked = self.headers.get("Range", "")
        # Not every installation knows how to begin halfway.
        begin = int(asked.removeprefix("bytes=").rstrip("-")) if asked and int(own[0], 16) % 2 else 0
        self.send_response(206 if begin else 200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(content) - begin))
        self.end_headers()
        if len(content) > 1000 and self.oz.breaks(f"{own}/{version}"):
            self.wfile.write(content[begin : begin + len(content) // 2])
            self.close_connection = True
            return
        self.wfile.write(content[begin:])
