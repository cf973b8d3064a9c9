"""Pages that are copied: what a machine wrote of them is a machine's on the copy too."""

from typing import Any

from wagtail.actions.copy_page import CopyPageAction
from wagtail_localize.models import TranslatableObject, TranslationContext

from parvis.translation.workbench.models import Origin, PassageVersion

_copy_page = CopyPageAction._copy_page


def install() -> None:
    """Have every copy carry it, from whichever screen, command or program; called once."""
    CopyPageAction._copy_page = _with_machines_part


def _with_machines_part(action: CopyPageAction, page: Any, *args: Any, **kwargs: Any) -> Any:
    copy = _copy_page(action, page, *args, **kwargs)
    if copy.translation_key != page.translation_key:
        carry(page, copy)
    return copy


def carry(page: Any, copy: Any) -> None:
    """Give a copy the versions of the passages of a page, where a machine had a part in them.

    A copy has a translation key of its own, and follows no original. Its words are those of the
    page, at the same places but in what hangs from it.
    """
    versions = PassageVersion.objects.filter(
        context__object=page.translation_key, locale=page.locale_id
    )
    if not versions.filter(origin=Origin.MACHINE).exists():
        return
    written_of, _made = TranslatableObject.objects.get_or_create_from_instance(copy)
    contexts: dict[str, TranslationContext] = {}
    carried = []
    for version in versions.select_related("context").order_by("made_at", "pk"):
        path = version.context.path
        if path not in contexts:
            contexts[path], _made = TranslationContext.objects.get_or_create(
                object=written_of, path=path
            )
        version.pk, version.context = None, contexts[path]
        carried.append(version)
    PassageVersion.objects.bulk_create(carried)
