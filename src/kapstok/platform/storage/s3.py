"""Bytes on an S3 service. Needs the extra `s3` (boto3)."""

import re
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

from kapstok.platform.config import Settings, SettingsError
from kapstok.platform.storage.store import BLOCK, BlockHasher, MissingBytes, Stored, TooLarge, checked

PART = 8 * 1024 * 1024  # S3 wants parts of at least 5 MiB
_HASH = re.compile(r"[0-9a-f]{64}")


class S3Store:
    """A store in one bucket. A stream goes to a temporary key in parts and is copied to its hash when whole."""

    def __init__(self, client: Any, bucket: str) -> None:
        self.client, self.bucket = client, bucket

    @classmethod
    def from_settings(cls, settings: Settings) -> "S3Store":
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
        return cls(client, settings.s3_bucket)

    def put(self, chunks: Iterable[bytes], *, limit: int | None = None) -> Stored:
        """See Store.put."""
        hasher, key = BlockHasher(), f"inkomend/{secrets.token_hex(16)}"
        try:
            with tempfile.SpooledTemporaryFile(max_size=PART) as part:
                upload = _Upload(self.client, self.bucket, key)
                for chunk in chunks:
                    hasher.update(chunk)
                    if limit is not None and hasher.size > limit:
                        upload.abort()
                        raise TooLarge(limit)
                    part.write(chunk)
                    if part.tell() >= PART:
                        upload.add(part)
                upload.finish(part)
            return self._keep(key, hasher)
        finally:
            self.client.delete_object(Bucket=self.bucket, Key=key)

    def _keep(self, key: str, hasher: BlockHasher) -> Stored:
        sha256 = hasher.whole.hexdigest()
        if not self.exists(sha256):
            self.client.put_object(Bucket=self.bucket, Key=f"{sha256}.blokken", Body=hasher.blocks())
            self.client.copy({"Bucket": self.bucket, "Key": key}, self.bucket, sha256)
        return Stored(sha256, hasher.size)

    def read(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """See Store.read."""
        head = self._head(sha256)
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


class _Upload:
    """A multipart upload that begins with its first full part; a small stream is one put."""

    def __init__(self, client: Any, bucket: str, key: str) -> None:
        self.client, self.where = client, {"Bucket": bucket, "Key": key}
        self.id: str | None = None
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
            return
        if part.tell():
            self.add(part)
        self.client.complete_multipart_upload(
            **self.where, UploadId=self.id, MultipartUpload={"Parts": self.parts}
        )

    def abort(self) -> None:
        """Throw away what was sent."""
        if self.id is not None:
            self.client.abort_multipart_upload(**self.where, UploadId=self.id)
