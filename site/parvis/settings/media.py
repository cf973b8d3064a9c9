"""Where uploads are kept, from the environment: a folder of `PARVIS_DATA`, or a bucket."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

DISK = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def media(env: environ.Env) -> tuple[dict[str, Any], str]:
    """Return Django's storage of uploads, and the address they are read at.

    Raises ImproperlyConfigured for a bucket without an address, or without what speaks to it.
    """
    bucket = env.str("PARVIS_MEDIA_BUCKET", default="")
    address = env.str("PARVIS_MEDIA_URL", default="").rstrip("/")
    options = {
        "endpoint_url": env.str("PARVIS_MEDIA_ENDPOINT", default=""),
        "region_name": env.str("PARVIS_MEDIA_REGION", default=""),
        "access_key": env.str("PARVIS_MEDIA_KEY", default=""),
        "secret_key": env.str("PARVIS_MEDIA_SECRET", default=""),
    }
    if not bucket:
        return DISK, "/media/"
    parts = urlsplit(address)
    if not (parts.scheme and parts.netloc):
        raise ImproperlyConfigured(
            "PARVIS_MEDIA_BUCKET needs PARVIS_MEDIA_URL, where readers get its files: "
            "PARVIS_MEDIA_URL=https://media.example.org"
        )
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            "PARVIS_MEDIA_BUCKET needs what speaks to it: python3 requirements/environment.py --s3"
        )
    named = {name: value for name, value in options.items() if value}
    public = {
        "bucket_name": bucket,
        "url_protocol": f"{parts.scheme}:",
        "custom_domain": f"{parts.netloc}{parts.path}",
    }
    return {"BACKEND": "parvis.media.buckets.Bucket", "OPTIONS": named | public}, f"{address}/"
