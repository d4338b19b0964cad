"""Making and changing documents over the API, for tests."""

import base64
from typing import Any

BASE = "http://ooststellingwerf.localhost"
ROOT = f"{BASE}/documenten/api/v1"
PLACE = f"{ROOT}/enkelvoudiginformatieobjecten"
RSIN = "851000010"


def body(kind: Any, content: bytes | None = b"inhoud", **more: Any) -> dict[str, Any]:
    """A valid document; `content` None: without."""
    given = {
        "bronorganisatie": RSIN,
        "creatiedatum": "2026-11-23",
        "titel": "Situatietekening",
        "auteur": "S. Moulin",
        "taal": "nld",
        "informatieobjecttype": f"{BASE}/catalogi/api/v1/informatieobjecttypen/{kind.informatieobjecttype.id}",
    }
    if content is not None:
        given |= {"inhoud": base64.b64encode(content).decode(), "bestandsomvang": len(content)}
    return given | more


def codes(answer: Any) -> set[tuple[str, str]]:
    """Names and codes of the faults."""
    return {(p["name"], p["code"]) for p in answer.data["invalidParams"]}


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


class Document:
    """One document, as an application sees it."""

    def __init__(self, app: Any, kind: Any, content: bytes | None = b"inhoud", **more: Any) -> None:
        self.app = app
        self.made = app.send("post", PLACE, body(kind, content, **more)).data
        self.url: str = self.made["url"]
        self.key: str = self.made["lock"]

    @property
    def now(self) -> dict[str, Any]:
        return self.app.get(self.url).data

    def lock(self) -> str:
        self.key = self.app.send("post", f"{self.url}/lock", {}, 200).data["lock"]
        return self.key

    def patch(self, expect: int = 200, **changes: Any) -> Any:
        given = {"lock": self.key, **changes} if self.key else changes
        return self.app.send("patch", self.url, given, expect)

    def unlock(self, expect: int = 204, **given: Any) -> Any:
        return self.app.send("post", f"{self.url}/unlock", given or {"lock": self.key}, expect)

    def send_part(
        self, part: dict[str, Any], content: bytes, expect: int = 200, lock: str | None = None
    ) -> Any:
        from django.core.files.uploadedfile import SimpleUploadedFile
        from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

        form = {"inhoud": SimpleUploadedFile("deel", content), "lock": self.key if lock is None else lock}
        path = part["url"].removeprefix(BASE)
        answer = self.app.client.put(path, encode_multipart(BOUNDARY, form), content_type=MULTIPART_CONTENT)
        return self.app._read(answer, expect)

    def download(self, query: str = "", expect: int = 200, **headers: str) -> Any:
        return self.app.get(f"{self.url}/download{query}", expect, **headers)
