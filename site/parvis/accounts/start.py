"""What must hold before production serves its first request."""

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.core.exceptions import ImproperlyConfigured


def refuse_unsafe_start() -> None:
    """Raise ImproperlyConfigured where a check tagged `start` finds anything, or cannot look.

    A demo or a development server starts whatever it finds.
    """
    if settings.DEBUG or settings.PARVIS_IS_DEMO:
        return
    found = [
        message
        for message in run_checks(tags=["start"], include_deployment_checks=True)
        if message.level >= WARNING and not message.is_silenced()
    ]
    if found:
        reasons = "\n".join(f"{message.id}: {message.msg} {message.hint}" for message in found)
        raise ImproperlyConfigured(f"Parvis does not start like this.\n{reasons}")
