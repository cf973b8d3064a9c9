"""Reading one page as what it is, by a query that is written once for each type of page."""

from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.fields import IntegerField
from wagtail.models import Page

from parvis.delivery.recording import declared
from parvis.pages.models import BasePage
from parvis.pages.prepared import PreparedQuery


def read_page(pk: int, content_type: int, *, is_shown: bool = True) -> Any:
    """Return a page, with what every view of it shows where it `is_shown`; None where it is gone.

    `content_type` is the id of its type.
    """
    with declared():
        return next(iter(_of_type(content_type, is_shown).ask(pk=pk)), None)


@cache
def _of_type(content_type: int, is_shown: bool) -> PreparedQuery:
    model = ContentType.objects.get_for_id(content_type).model_class() or Page
    pages = model._default_manager.all()
    if is_shown and issubclass(model, BasePage):
        pages = model.read_by_readers(pages)
    return PreparedQuery(lambda pk: pages.filter(pk=pk), pk=IntegerField())
