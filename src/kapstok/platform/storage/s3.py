"""Bytes on an S3 service. Needs the extra `s3` (boto3)."""

import contextlib
import functools
import re
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

from kapstok.platform.config import Settings, SettingsError
from kapstok.platform.storage.store import (
    BLOCK,
    BlockHasher,
    Guard,
    Incoming,
    Intake,
    MissingBytes,
    Stored,
    blocks_without_list,
    checked,
    no_guard,
    receive_all,
)

PART = 8 * 1024 * 1024  # S3 wants parts of at least 5 MiB
INCOMING = "inkomend/"
_HASH = re.compile(r"[0-9a-f]{64}")


class S3Store:
    """A store in one bucket. A stream goes to a temporary key in parts and is copied to its hash when whole."""

    def __init__(self, client: Any, bucket: str, guard: Guard = no_guard) -> None:
        self.client, self.bucket, self.guard = client, bucket, guard

    @classmethod
    def from_settings(cls, settings: Settings, guard: Guard) -> "S3Store":
        """The store that the settings name. Raises SettingsError with one sentence."""
        try:
            import boto3
        except ImportError as error:
            raise SettingsError(
                "Voor opslag op S3 is het pakket boto3 nodig: pip install kapstok[s3]."
            ) from error
        if not settings.s3_bucket:
            raise SettingsError("KAPSTOK_S3_BUCKET is leeg; noem de bucket voor de documenten.")
        client = boto3.client(
            "s3",
            endpoint_url=settings.s3_url or None,
            aws_access_key_id=settings.s3_sleutel_id or None,
            aws_secret_access_key=settings.s3_sleutel or None,
            region_name="eu-west-1",
        )
        return cls(client, settings.s3_bucket, guard)

    def intake(self, *, limit: int | None = None) -> Intake:
        """See Store.intake."""
        return _Intake(self, limit)

    def receive(self, chunks: Iterable[bytes], *, limit: int | None = None) -> Incoming:
        """See Store.receive."""
        return receive_all(self.intake(limit=limit), chunks)

    def put(self, chunks: Iterable[bytes], *, limit: int | None = None) -> Stored:
        """See Store.put."""
        return self.receive(chunks, limit=limit).keep()

    def forget_key(self, key: str) -> None:
        """Remove a temporary key; when the service does not answer now, the nightly sweep does it."""
        from botocore.exceptions import BotoCoreError, ClientError

        with contextlib.suppress(BotoCoreError, ClientError):
            self.client.delete_object(Bucket=self.bucket, Key=key)

    def raw(self, key: str) -> Iterator[bytes]:
        """What stands under a temporary key."""
        body = self.client.get_object(Bucket=self.bucket, Key=key)["Body"]
        while piece := body.read(BLOCK):
            yield piece

    def keep_key(self, key: str, sha256: str, blocks: bytes) -> None:
        """Give what stands under a temporary key its place under its hash."""
        if not self.exists(sha256):
            if len(blocks) > 32:
                self.client.put_object(Bucket=self.bucket, Key=f"{sha256}.blokken", Body=blocks)
            self.client.copy({"Bucket": self.bucket, "Key": key}, self.bucket, sha256)

    def read(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """See Store.read."""
        head = self._head(sha256)
        blocks = blocks_without_list(sha256)
        if head["ContentLength"] > BLOCK:
            blocks = self.client.get_object(Bucket=self.bucket, Key=f"{sha256}.blokken")["Body"].read()
        stop = head["ContentLength"] if end is None else end
        if not blocks:
            return iter(())
        first = start // BLOCK * BLOCK
        last = min(-(-stop // BLOCK) * BLOCK, head["ContentLength"]) - 1
        body = self.client.get_object(Bucket=self.bucket, Key=sha256, Range=f"bytes={first}-{last}")["Body"]
        return checked(body, blocks, start, stop)

    def _head(self, sha256: str) -> Any:
        from botocore.exceptions import ClientError

        if not _HASH.fullmatch(sha256):
            raise MissingBytes(sha256)
        try:
            return self.client.head_object(Bucket=self.bucket, Key=sha256)
        except ClientError as error:
            raise MissingBytes(sha256) from error

    def exists(self, sha256: str) -> bool:
        """See Store.exists."""
        try:
            self._head(sha256)
        except MissingBytes:
            return False
        return True

    def delete(self, sha256: str) -> None:
        """See Store.delete."""
        for key in (sha256, f"{sha256}.blokken"):
            self.client.delete_object(Bucket=self.bucket, Key=key)

    def hashes(self) -> Iterator[str]:
        """See Store.hashes."""
        for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket):
            yield from (item["Key"] for item in page.get("Contents", ()) if _HASH.fullmatch(item["Key"]))

    def sweep_incoming(self, older_than: float) -> int:
        """See Store.sweep_incoming; returns how many went."""
        swept = 0
        for page in self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=INCOMING
        ):
            for item in page.get("Contents", ()):
                if item["LastModified"].timestamp() < older_than:
                    self.client.delete_object(Bucket=self.bucket, Key=item["Key"])
                    swept += 1
        uploads = self.client.get_paginator("list_multipart_uploads")
        for page in uploads.paginate(Bucket=self.bucket, Prefix=INCOMING):
            for item in page.get("Uploads", ()):
                if item["Initiated"].timestamp() < older_than:
                    self.client.abort_multipart_upload(
                        Bucket=self.bucket, Key=item["Key"], UploadId=item["UploadId"]
                    )
                    swept += 1
        return swept


class _Intake:
    """A temporary key that is filled in parts of at least 5 MiB."""

    def __init__(self, store: S3Store, limit: int | None) -> None:
        self.store, self.hasher = store, BlockHasher(limit)
        self.key = f"{INCOMING}{secrets.token_hex(16)}"
        self.upload = _Upload(store.client, store.bucket, self.key)
        self.part = tempfile.SpooledTemporaryFile(max_size=PART)  # noqa: SIM115 - closed by finish and abort

    def write(self, chunk: bytes) -> None:
        """See Intake.write."""
        self.hasher.update(chunk)
        self.part.write(chunk)
        if self.part.tell() >= PART:
            self.upload.add(self.part)

    def finish(self) -> Incoming:
        """See Intake.finish."""
        self.upload.finish(self.part)
        self.part.close()
        store, key, stored = self.store, self.key, self.hasher.stored()
        return Incoming(
            stored,
            chunks=functools.partial(store.raw, key),
            keep=functools.partial(store.keep_key, key, stored.sha256, self.hasher.blocks()),
            discard=functools.partial(store.forget_key, key),
            guard=store.guard,
        )

    def abort(self) -> None:
        """See Intake.abort."""
        self.part.close()
        self.upload.abort()


class _Upload:
    """A multipart upload that begins with its first full part; a small stream is one put."""

    def __init__(self, client: Any, bucket: str, key: str) -> None:
        self.client, self.where = client, {"Bucket": bucket, "Key": key}
        self.id: str | None = None
        self.done = False
        self.parts: list[dict[str, Any]] = []

    def add(self, part: Any) -> None:
        """Send what is in `part` and empty it."""
        if self.id is None:
            self.id = self.client.create_multipart_upload(**self.where)["UploadId"]
        part.seek(0)
        number = len(self.parts) + 1
        sent = self.client.upload_part(**self.where, UploadId=self.id, PartNumber=number, Body=part.read())
        self.parts.append({"ETag": sent["ETag"], "PartNumber": number})
        part.seek(0)
        part.truncate()

    def finish(self, part: Any) -> None:
        """Send the rest and complete."""
        if self.id is None:
            part.seek(0)
            self.client.put_object(**self.where, Body=part.read())
            self.done = True
            return
        if part.tell():
            self.add(part)
        self.client.complete_multipart_upload(
            **self.where, UploadId=self.id, MultipartUpload={"Parts": self.parts}
        )
        self.done = True

    def abort(self) -> None:
        """Throw away what was sent."""
        if self.done:
            self.client.delete_object(**self.where)
        elif self.id is not None:
            self.client.abort_multipart_upload(**self.where, UploadId=self.id)
