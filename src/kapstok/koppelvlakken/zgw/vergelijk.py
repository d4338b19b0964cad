"""What a client could notice between the published contracts and ours, as facts that can be compared.

A fact: (API, operation or schema, what) and its value in words.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

Json = dict[str, Any]
Facts = dict[tuple[str, str], str]
CONTRACTS = {
    "zaken": "zaken/zrc/1.7.x/1.7.0",
    "catalogi": "catalogi/ztc/1.3.x/1.3.3",
    "documenten": "documenten/drc/1.7.x/1.7.0",
    "besluiten": "besluiten/brc/1.1.0",
    "autorisaties": "autorisaties/ac/1.1.x/1.1.0",
    "notificaties": "notificaties/nrc/1.0.1",
    "klantinteracties": "../klantinteracties/open-klant-2.18/klantinteracties",
    "contactgegevens": "../klantinteracties/open-klant-2.18/contactgegevens",
    "objecten": "../objecten-4.0",
}
METHODS = ("get", "head", "post", "put", "patch", "delete")
_DEPTH = 3
_LOOSE = ("uri", "duration")  # a length says nothing about these


class Contract:
    """One OpenAPI document, with the files that it refers to."""

    def __init__(self, document: Json, place: Path | None = None) -> None:
        self.document, self.place = document, place

    def resolve(self, node: Any) -> Any:
        """The thing itself in place of a reference to it."""
        while isinstance(node, Mapping) and "$ref" in node:
            file, _, pointer = str(node["$ref"]).partition("#/")
            if file and (self.place is None or file.startswith("http")):
                return {}
            node = _read(self.place / file).document if file and self.place else self.document
            for part in pointer.split("/"):
                node = node.get(part, {})
        return node

    def facts(self) -> Facts:
        """Everything that is compared."""
        found: Facts = {}
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    name = f"{method.upper()} {re.sub('{[^}]+}', '{}', path)}"
                    operation = item[method]
                    shared = item.get("parameters", [])
                    facts = [("pad", path), *self._operation(operation, shared, self._sides(path, method))]
                    found.update({(name, what): value for what, value in facts})
        return found

    def _sides(self, path: str, method: str) -> tuple[str, ...]:
        """Which bodies tell something new: the answer of the detail, and the body of POST and PUT."""
        paths = self.document["paths"]
        detail = any(re.fullmatch(re.escape(path) + r"/{[^}]*}", other) for other in paths)
        if method == "get":
            return () if detail else ("antwoord",)
        written = method in {"post", "put"}
        own = detail or "get" in paths[path] or method == "patch" or path.rpartition("/")[0] in paths
        return (("verzoek",) if written else ()) + (() if own else ("antwoord",))

    def _operation(
        self, operation: Json, shared: list[Any], sides: tuple[str, ...]
    ) -> Iterator[tuple[str, str]]:
        given = {s for need in operation.get("security", []) for s in need.get("JWT-Claims", [])}
        scopes = {s for some in given for s in re.findall(r"[\w.-]+", some)}
        yield "rechten", " | ".join(sorted(scopes))
        yield "operationId", operation.get("operationId", "")
        answers = {str(s): self.resolve(r) for s, r in operation["responses"].items() if str(s)[0] == "2"}
        yield "status", " | ".join(sorted(answers))
        for one in map(self.resolve, [*shared, *operation.get("parameters", [])]):
            if one.get("in") in {"query", "header"}:
                yield f"{one['in']} {one['name']}", "ja"
        for name in {name for answer in answers.values() for name in answer.get("headers", {})}:
            yield f"antwoordheader {name}", "ja"
        if "antwoord" in sides:
            for _status, answer in sorted(answers.items()):
                yield from self._content("antwoord", answer)
        if "verzoek" in sides:
            yield from self._content("verzoek", self.resolve(operation.get("requestBody", {})))

    def _content(self, side: str, node: Json) -> Iterator[tuple[str, str]]:
        for media, inside in node.get("content", {}).items():
            if media == "application/problem+json":
                continue
            yield f"{side} mediatype", media
            form = self._row(self.resolve(inside.get("schema", {})))
            for name, value in self._members(form, side, ""):
                yield f"{side} {name}", value
            return

    def _row(self, form: Json) -> Json:
        """What a list holds, for a list."""
        properties = self._whole(form).get("properties", {})
        if "results" in properties:
            return self._row(self.resolve(properties["results"]))
        return self._row(self.resolve(form["items"])) if form.get("type") == "array" else form

    def _whole(self, form: Json) -> Json:
        """Properties and what is required, over all parts of `allOf`."""
        form = self.resolve(form)
        properties, required = dict(form.get("properties", {})), set(form.get("required", []))
        kinds = form.get("oneOf", []) if "discriminator" in form else []
        for part in [*form.get("allOf", []), *kinds]:
            inner = self._whole(part)
            properties.update(inner["properties"])
            required |= inner["required"]
        return {"properties": properties, "required": required}

    def _members(self, form: Json, side: str, prefix: str) -> Iterator[tuple[str, str]]:
        whole = self._whole(form)
        for name, node in whole["properties"].items():
            own = self._whole(node)
            one = {**self.resolve(node)}
            one = self._merged(one)
            hidden = one.get("readOnly") if side == "verzoek" else one.get("writeOnly")
            if hidden or name.startswith("_"):
                continue
            yield f"{prefix}{name}", self._words(one, side, required=name in whole["required"])
            inner = self.resolve(one["items"]) if one.get("type") == "array" and "items" in one else one
            deeper = self._whole(inner)["properties"] or own["properties"]
            if deeper and prefix.count(".") < _DEPTH:
                yield from self._members(inner, side, f"{prefix}{name}.")

    def _merged(self, one: Json) -> Json:
        """Parts of a choice (a list of values, or nothing) as one."""
        for part in map(self.resolve, [*one.get("allOf", []), *one.get("oneOf", []), *one.get("anyOf", [])]):
            if "discriminator" in one:
                break
            enum = [*one.get("enum", []), *part.get("enum", [])]
            one = {**part, **one, **({"enum": enum} if enum else {})}
            one = {**one, "nullable": True} if None in enum else one
        return one

    def _words(self, one: Json, side: str, *, required: bool) -> str:
        kind = one.get("type") or ("object" if "properties" in one or "allOf" in one else "")
        words = ["/".join(filter(None, (kind, one.get("format"))))]
        if kind == "array" and "items" in one:
            item = self.resolve(one["items"])
            words[0] += (
                f" van {item.get('type') or ('object' if 'oneOf' in item or 'allOf' in item else '')}".rstrip()
            )
        words += ["of null"] if one.get("nullable") else []
        enum = [str(v) for v in one.get("enum", []) if v not in ("", None)]
        words += [f"uit {len(enum)}: {', '.join(sorted(enum))[:200]}"] if enum else []
        if side == "verzoek":
            words += ["verplicht"] if required else []
            words += (
                [f"≤ {one['maxLength']}"] if one.get("maxLength") and one.get("format") not in _LOOSE else []
            )
        return " ".join(words)


def is_more(what: str, before: str, after: str) -> bool:
    """Does this only add to what is published, or promise more? Who keeps to the published contract does not meet it:
    an operation or member besides, a right or header that is not needed, a value that may be absent, empty, longer or
    another one besides when it is sent, or is never empty when it is answered."""
    side, _, member = what.partition(" ")
    if not before:  # what is needed within something of our own is not needed otherwise
        return "verplicht" not in after or "." in member
    if side == "rechten":
        return set(before.split(" | ")) <= set(after.split(" | "))
    if side == "header":
        return not after
    if side not in {"verzoek", "antwoord"} or member == "mediatype" or not after:
        return False
    old, new = _facets(before), _facets(after)
    if side == "antwoord":
        old, new = new, old
    return (
        old["soort"] == new["soort"]
        and new["vorm"] in {"", old["vorm"]}
        and (not new["uit"] or (bool(old["uit"]) and old["uit"] <= new["uit"]))
        and (new["hoogstens"] or MANY) >= (old["hoogstens"] or MANY)
        and old["verplicht"] >= new["verplicht"]
        and old["null"] <= new["null"]
    )


MANY = 10**9
_WORDS = re.compile(
    r"(?P<soort>[a-z]*)(?:/(?P<vorm>[\w-]+))?(?: van \w+)?(?P<null> of null)?(?: uit \d+: (?P<uit>.*?))?"
    r"(?P<verplicht> verplicht)?(?: ≤ (?P<hoogstens>\d+))?"
)


def _facets(words: str) -> dict[str, Any]:
    found = _WORDS.fullmatch(words)
    if found is None:
        raise ValueError(words)
    told = found.groupdict()
    return {
        "soort": told["soort"],
        "vorm": told["vorm"] or "",
        "uit": set((told["uit"] or "").split(", ")) - {""},
        "hoogstens": int(told["hoogstens"] or 0),
        "verplicht": bool(told["verplicht"]),
        "null": bool(told["null"]),
    }


@cache
def _read(path: Path) -> Contract:
    import yaml

    found: Json = yaml.load(path.read_text(), Loader=yaml.CSafeLoader)
    return Contract(found, path.parent)


def published(api: str, standards: Path) -> Facts:
    """The facts of the published contract."""
    return _read(standards / "zgw" / "oas" / CONTRACTS[api] / "openapi.yaml").facts()


def offered(api: str) -> Facts:
    """The facts of ours."""
    from kapstok.koppelvlakken.zgw.apis import APIS
    from kapstok.koppelvlakken.zgw.openapi import contract_of

    made = contract_of(next(a for a in APIS if a.name == api))
    return Contract(msgspec.json.decode(msgspec.json.encode(made))).facts()


# Who does not know of these does not meet them.
MORE = ("query ", "header ", "antwoordheader ", "rechten")


def differences(api: str, standards: Path) -> list[tuple[str, str, str, str]]:
    """(operation, what, published, ours), for what is not the same. A whole operation is one line; what may be asked
    for besides what is published is none."""
    theirs, ours = published(api, standards), offered(api)
    there, here = {o for o, _ in theirs}, {o for o, _ in ours}
    found = [(o, "operatie", "ja", "") for o in there - here] + [
        (o, "operatie", "", "ja") for o in here - there
    ]
    for key in theirs.keys() | ours.keys():
        operation, what = key
        before, after = theirs.get(key, ""), ours.get(key, "")
        more = not before and what.startswith(
            (*MORE, *(("verzoek ",) if operation.endswith(("_zoek", "/search")) else ()))
        )
        if operation in there & here and before != after and not more:
            found.append((operation, what, before, after))
    return sorted(found)
