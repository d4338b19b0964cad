"""A running house that tells everything it can: what it logs has no BSN, no token and no secret in it."""

import json
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import jwt

BSN = "999993653"
PLACE = "/zaken/api/v1"
MEMBER = "betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"


def ask(url: str, headers: dict[str, str], body: Any = None) -> int:
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data, {**headers, "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as no:
        return no.code


def test_what_was_asked_with_a_bsn_leaves_none_in_the_log(maak_huis: Any) -> None:
    house = maak_huis(KAPSTOK_LOGNIVEAU="DEBUG")
    keys = house.application()
    now = int(time.time())
    claims = {"iss": keys["client_id"], "client_id": keys["client_id"], "iat": now}
    token = jwt.encode(claims, keys["secret"], algorithm="HS256")
    known, base = {"Authorization": f"Bearer {token}"}, f"{house.base}{PLACE}"
    answers = [
        ask(f"{base}/zaken?rol__{MEMBER}={BSN}", known),
        ask(f"{base}/rollen?{MEMBER}={BSN}", known),
        ask(f"{base}/zaken/_zoek", known, {f"rol__{MEMBER}": BSN}),
        ask(f"{base}/rollen/_zoek", known, {MEMBER: BSN}),
        ask(f"{base}/rollen?{MEMBER}={BSN}&bestaatNiet=1", known),
        ask(f"{base}/{BSN}", known),
        ask(f"{base}/zaken?rol__{MEMBER}={BSN}", {"Authorization": f"Bearer {token}x"}),
        ask(f"{base}/rollen", known, {"betrokkeneIdentificatie": {"inpBsn": BSN}}),
        ask(f"{house.base}/werk/zoeken/?q={BSN}", {"Host": house.host()}),
    ]
    assert answers[:4] == [200] * 4
    assert answers[4:8] == [400, 404, 403, 400]
    logged = (Path(house.root) / "log").read_text(errors="replace")
    assert logged, "on this level there must be something in the log"
    for secret in (BSN, token, keys["secret"]):
        assert secret not in logged
