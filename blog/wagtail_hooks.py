"""Tags, authors and series in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from blog.choosers import AuthorChooserViewSet, SeriesChooserViewSet, TagChooserViewSet
from blog.models import Author, Series, Tag


class TagViewSet(SnippetViewSet):
    """Tags in the admin."""

    model = Tag
    icon = "tag"
    chooser_viewset_class = TagChooserViewSet
    list_display = ["name", "slug", "locale"]
    search_fields = ["name"]


class AuthorViewSet(SnippetViewSet):
    """Authors in the admin."""

    model = Author
    icon = "user"
    chooser_viewset_class = AuthorChooserViewSet
    list_display = ["name", "role", "locale"]
    search_fields = ["name"]


class SeriesViewSet(SnippetViewSet):
    """Series in the admin."""

    model = Series
    icon = "list-ol"
    chooser_viewset_class = SeriesChooserViewSet
    list_display = ["name", "slug", "locale"]
    search_fields = ["name"]


class PublicationGroup(SnippetViewSetGroup):
    """The menu entry that holds them."""

    items = (TagViewSet, AuthorViewSet, SeriesViewSet)
    menu_label = _("Publication")
    menu_icon = "tag"
    menu_order = 200


register_snippet(PublicationGroup)
