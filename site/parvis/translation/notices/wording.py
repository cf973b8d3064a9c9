"""What a notice says, in the language that is active when it is read."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from parvis.pages.locales import language_name
from parvis.translation.notices.models import Kind, Notice


def subject(translation: Translation, source: Any) -> dict[str, str]:
    """Return the details every notice about a translation has: its title and its language."""
    return {"title": str(source), "language": translation.target_locale.language_code}


def sentence(notice: Notice) -> str:
    """Say what there is to know."""
    told = {key: str(value) for key, value in notice.details.items()}
    told |= {
        "title": told.get("title", ""),
        "language": _language(told.get("language", "")),
        "person": told.get("person") or _("Somebody"),
        "due": _day(told.get("due", "")),
    }
    return str(SENTENCES[Kind(notice.kind)](told) % told)


def said(notice: Notice) -> str:
    """Return the words somebody added, such as a remark; empty where there are none."""
    return str(notice.details.get("words", ""))


def _assigned(told: dict[str, str]) -> str:
    if told.get("team"):
        if told["due"]:
            return _(
                "%(person)s asked %(team)s to translate “%(title)s” (%(language)s) by %(due)s."
            )
        return _("%(person)s asked %(team)s to translate “%(title)s” (%(language)s).")
    if told["due"]:
        return _("%(person)s asked you to translate “%(title)s” (%(language)s) by %(due)s.")
    return _("%(person)s asked you to translate “%(title)s” (%(language)s).")


def _taken_away(_told: dict[str, str]) -> str:
    return _("You are not asked any more to translate “%(title)s” (%(language)s).")


def _changed(_told: dict[str, str]) -> str:
    return _("“%(title)s” has changed: see to its translation (%(language)s).")


def _submitted(_told: dict[str, str]) -> str:
    return _("%(person)s asks for your approval of “%(title)s” (%(language)s).")


def _approved(_told: dict[str, str]) -> str:
    return _("“%(title)s” (%(language)s) was approved.")


def _rejected(_told: dict[str, str]) -> str:
    return _("%(person)s asks for changes to “%(title)s” (%(language)s).")


def _remark(told: dict[str, str]) -> str:
    if told.get("mention"):
        return _("%(person)s mentioned you about “%(title)s” (%(language)s).")
    return _("%(person)s left a remark on “%(title)s” (%(language)s).")


def _is_due(_told: dict[str, str]) -> str:
    return _("The translation of “%(title)s” (%(language)s) is due on %(due)s.")


def _late(_told: dict[str, str]) -> str:
    return _("The translation of “%(title)s” (%(language)s) was due on %(due)s.")


def _answered(_told: dict[str, str]) -> str:
    return _("%(machine)s has answered: “%(title)s” (%(language)s).")


def _failed(_told: dict[str, str]) -> str:
    return _("%(machine)s was asked in vain: “%(title)s” (%(language)s).")


def _held(_told: dict[str, str]) -> str:
    return _(
        "“%(title)s” (%(language)s) was not published on its scheduled moment. Once nothing is "
        "against it, publish it, or schedule it anew."
    )


def _statement(_told: dict[str, str]) -> str:
    return _("“%(title)s” is a year old on %(due)s: it has to be reviewed.")


def _contact(_told: dict[str, str]) -> str:
    return _("security.txt says whom to tell of a flaw until %(due)s: it has to be renewed.")


SENTENCES = {
    Kind.ASSIGNED: _assigned,
    Kind.TAKEN_AWAY: _taken_away,
    Kind.CHANGED: _changed,
    Kind.SUBMITTED: _submitted,
    Kind.APPROVED: _approved,
    Kind.REJECTED: _rejected,
    Kind.REMARK: _remark,
    Kind.DUE: _is_due,
    Kind.LATE: _late,
    Kind.ANSWERED: _answered,
    Kind.FAILED: _failed,
    Kind.HELD: _held,
    Kind.STATEMENT: _statement,
    Kind.CONTACT: _contact,
}


def _language(code: str) -> str:
    """Return what the reader calls a language; a code nobody knows is shown as it is."""
    try:
        return language_name(code)
    except KeyError:
        return code


def _day(iso: str) -> str:
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    written_out = day.year != timezone.localdate().year
    return date_format(day, "DATE_FORMAT" if written_out else "MONTH_DAY_FORMAT")
