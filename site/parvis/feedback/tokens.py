"""What a form carries to show that a reader was sent it: who fills in thousands has not.

Signed, dated and good for one message. It replaces the token against forgery, which needs a
cookie: nobody is signed in here, so there is no authority a forged request could borrow.
"""

import secrets
from enum import Enum

from django.core import signing

SALT = "parvis.feedback"
# Nobody reads the form and writes a message in less; a form left open for longer is sent anew.
LEAST_SECONDS, MOST_SECONDS = 2, 86_400


class Standing(Enum):
    """What a token is worth."""

    GOOD = "good"
    YOUNG = "young"
    OLD = "old"
    FORGED = "forged"


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=SALT)


def issue() -> str:
    """Return a token for one form."""
    return _signer().sign(secrets.token_urlsafe(18))


def read(token: str) -> tuple[Standing, str]:
    """Return what a token is worth, and what tells it from others; empty of a forged one."""
    try:
        nonce = _signer().unsign(token, max_age=MOST_SECONDS)
    except signing.SignatureExpired:
        return Standing.OLD, ""
    except signing.BadSignature:
        return Standing.FORGED, ""
    try:
        _signer().unsign(token, max_age=LEAST_SECONDS)
    except signing.SignatureExpired:
        return Standing.GOOD, nonce
    return Standing.YOUNG, nonce
