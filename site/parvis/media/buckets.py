"""Uploads in a bucket: any store that speaks S3, chosen by `PARVIS_MEDIA_BUCKET`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from parvis.media.files import PRIVATE, cache_control, content_type, is_inline
from parvis.media.unavailable import StoreUnavailableError

# Seconds an editor waits for a bucket that does not answer, each of so many times.
CONNECT, READ, ATTEMPTS = 3, 20, 2
# Seconds an address of a document holds.
SIGNED = 600


class Bucket(S3Storage):
    """Files with the headers that our own server would give them.

    Pictures have the bucket's public address; documents, which some may read and others not, have
    one that is signed. Raises StoreUnavailableError where the bucket does not answer, or refuses.
    """

    def __init__(self, **options: Any) -> None:
        """Take django-storages' options; those that every store understands are ours."""
        config = Config(
            connect_timeout=CONNECT,
            read_timeout=READ,
            retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
            s3={"addressing_style": "path"},
            signature_version="s3v4",
            # Newer checksums are unknown to many stores.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(**{"client_config": config, "file_overwrite": False} | options)

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        """Tell the bucket what to tell browsers."""
        told: dict[str, Any] = super().get_object_parameters(name)
        told |= {"CacheControl": cache_control(name), "ContentType": content_type(name)}
        return told if is_inline(name) else told | {"ContentDisposition": "attachment"}

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Return the address readers fetch a file from. The bucket is not asked."""
        if not name.startswith(f"{PRIVATE}/"):
            return str(super().url(name, *args, **kwargs))
        asked = {"Bucket": self.bucket_name, "Key": name}
        client = self.connection.meta.client
        return str(client.generate_presigned_url("get_object", Params=asked, ExpiresIn=SIGNED))

    def exists(self, name: str) -> bool:
        """Return whether there is such a file."""
        with _answered(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        """Return how many bytes a file has."""
        with _answered(name):
            return int(super().size(name))

    def delete(self, name: str) -> None:
        """Delete a file."""
        with _answered(name):
            super().delete(name)

    def _save(self, name: str, content: Any) -> str:
        with _answered(name):
            return str(super()._save(name, content))

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _answered(name):
            return super()._open(name, mode)


@contextmanager
def _answered(name: str) -> Iterator[None]:
    """Say of every failure of the bucket that it is one."""
    try:
        yield
    except (BotoCoreError, Boto3Error, ClientError) as error:
        raise StoreUnavailableError(f"The bucket does not answer for {name}: {error}") from error
