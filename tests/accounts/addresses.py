"""Every address of the admin, found by walking the resolver, filled in with real objects."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Site, Workflow
from wagtail_localize.models import OverridableSegment, StringSegment, Translation

from blog.models import Author, Series, Tag
from home.models import SiteIdentity
from parvis.feedback.models import Message
from parvis.translation.glossary.models import Concept, Term
from parvis.translation.moderation import submit_for_moderation
from parvis.translation.workbench.models import PassageNote, PassageVersion
from parvis.translation.workbench.saving import save_passage
from tests import factories
from tests.translation import documents


@dataclass(frozen=True)
class Address:
    """One address: the name of its pattern, the object it is about, and the path to ask for."""

    name: str
    about: str
    path: str


# Asked for a translation under review too.
OF_REVIEWED = (
    r"wagtailadmin_pages:(edit|delete|unpublish|move|history|workflow_action|workflow_preview"
    r"|revisions_view|view_draft)$"
    r"|parvis_translation:(review|save_passage|passage_note|edit_string|upload_pofile|files_upload"
    r"|moderation|stop)$"
    r"|wagtailsnippets_blog_tag:(edit|delete|unpublish|history|revisions_compare|workflow_\w+"
    r"|collect_workflow_action_data)$"
)


class Unfilled(Exception):  # noqa: N818 (says what is wrong, is caught nowhere)
    """No object is known for an argument: the table below must learn it."""


def patterns() -> Iterator[tuple[str, str]]:
    """Yield the name and the route of every pattern under `admin/`, each once."""
    seen = set()
    for name, route in _walk(get_resolver().url_patterns, "", ()):
        if route.startswith("admin/") and route not in seen:
            seen.add(route)
            yield name, route


def _walk(found: Any, route: str, spaces: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for entry in found:
        here = route + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry.url_patterns, here, inner)
        elif isinstance(entry, URLPattern):
            yield ":".join((*spaces, entry.name or "unnamed")), here


class World:
    """The objects the walk asks for: a French page, its translations, what they use.

    `reviewed` is an English translation that waits for its reviewers, `reviewed_tag` that of a tag.
    """

    def __init__(self, person: Any) -> None:
        self._addresses: list[Address] = []
        self.boss = person(name="boss")
        tag = factories.tag("Voirie")
        author = factories.author("Élise", role="Rédactrice")
        series = factories.series("Les carnets")
        self.french = documents.full_article(tags=[tag], authors=[author], series=(series, 1))
        creator = documents.translate(self.french, self.boss)
        self.translation = creator
        self.english = documents.target_of(self.french)
        documents.translate(self.french, self.boss, "nl")
        self.dutch = documents.target_of(self.french, "nl")
        self.reviewed = self._submitted(factories.article("À relire", summary="À relire."))
        self.reviewed_tag = self._submitted(factories.tag("Relecture"))
        self.pages = {
            "french": self.french.pk,
            "english": self.english.pk,
            "dutch": self.dutch.pk,
            "reviewed": self.reviewed.get_target_instance().pk,
        }
        self.snippets = {
            ("blog", "tag"): self._pair(Tag, tag),
            ("blog", "author"): self._pair(Author, author),
            ("blog", "series"): self._pair(Series, series),
            ("home", "siteidentity"): self._pair(
                SiteIdentity, SiteIdentity.objects.get(locale=tag.locale)
            ),
        }
        waiting = self.reviewed_tag.get_target_instance()
        self.snippets["blog", "tag"]["reviewed"] = waiting.pk
        tags = Tag.objects.exclude(pk=waiting.pk)
        for snippet in (*tags, *Author.objects.all(), *Series.objects.all()):
            snippet.save_revision()
        self.picture = self.french.body[2].value["picture"]
        self.document = self.french.body[8].value["document"]
        self.victim = person("Editors", name="victim")
        self._make_the_rest()

    def _submitted(self, source: Any) -> Translation:
        """Return its translation, which was submitted for approval."""
        translation = documents.translate(source, self.boss)
        for segment in translation.source.stringsegment_set.select_related("string", "context"):
            words = documents.english(segment.string.data)
            save_passage(translation, segment, words, self.boss, seen="")
        submit_for_moderation(translation, self.boss)
        return translation

    def _make_the_rest(self) -> None:
        """Make what the other addresses need: a redirect, a workflow under way, an alias."""
        self.redirect = Redirect.objects.create(old_path="/avant", redirect_page=self.french)
        self.collection = Collection.get_first_root_node().add_child(name="Photos")
        self.waiting = factories.article("En attente", live=False)
        Workflow.objects.get().start(self.waiting, self.victim)
        self.waiting.refresh_from_db()
        self.alias = self.french.create_alias(update_slug="copie")
        self.message = Message.objects.create(language="fr", text="Un mot", nonce="1")
        self.concept = Concept.objects.create(key="voirie", domain="Travaux")
        Term.objects.create(
            concept=self.concept, locale=factories.locale("fr"), text="voirie", status="preferred"
        )
        segment = StringSegment.objects.filter(source=self.translation.source).order_by("pk")[0]
        self.version = PassageVersion.objects.create(
            context=segment.context,
            locale=self.translation.target_locale,
            string=segment.string,
            data="Earlier words",
        )

        self.note = PassageNote.objects.create(
            context=segment.context, locale=self.translation.target_locale, text="Why?"
        )

    def _pair(self, model: Any, french: Any) -> dict[str, int]:
        others = model.objects.filter(translation_key=french.translation_key)
        return {
            name: others.get(locale__language_code=code).pk
            for name, code in (("french", "fr"), ("english", "en"), ("dutch", "nl"))
        }

    def addresses(self) -> list[Address]:
        """Return every pattern, filled with the objects of each language."""
        self._addresses = self._addresses or list(self._find_addresses())
        return self._addresses

    def _find_addresses(self) -> Iterator[Address]:
        for about in ("french", "english", "dutch"):
            page = self.pages[about]
            for action in ("publish", "unpublish", "delete"):
                path = f"/admin/bulk/wagtailcore/page/{action}/?id={page}"
                yield Address(f"bulk_page:{action}", about, path)
            tag = self.snippets["blog", "tag"][about]
            yield Address("bulk_tag:delete", about, f"/admin/bulk/blog/tag/delete/?id={tag}")
        for name, route in patterns():
            abouts: tuple[str, ...] = ("",)
            if self._depends(name, route):
                abouts = ("french", "english", "dutch")
            if re.search(OF_REVIEWED, name):
                abouts = (*abouts, "reviewed")
            for about in abouts:
                yield Address(name, about, "/" + self._fill(name, route, about or "french"))

    def _depends(self, name: str, route: str) -> bool:
        has_object = re.search(r"<\w+:(page_id|page_pk|parent_page_id|page_to_move_id|pk)>", route)
        return bool(has_object or "(?P<pk>" in route) and (
            "pages" in route or "localize" in route or "snippets" in route or "(?P<pk>" in route
        )

    def _fill(self, name: str, route: str, about: str) -> str:
        def value(match: re.Match[str]) -> str:
            return str(self._value(match["argument"], name, about))

        route = re.sub(r"\(\?P<(?P<argument>\w+)>[^)]*\)", value, route)
        route = re.sub(r"<(?:\w+:)?(?P<argument>\w+)>", value, route)
        for old, new in (("\\.", "."), ("^", ""), (".*/", "nothing/")):
            route = route.replace(old, new)
        return route.removesuffix("$")

    def _value(self, argument: str, name: str, about: str) -> Any:
        space, _colon, view = name.rpartition(":")
        if about == "reviewed" and argument in (found := self._of_reviewed(space)):
            return found[argument]
        model = self._model(space)
        if argument == "pk":
            return self._key(space, view, about, model)
        if argument in self._fixed:
            return self._fixed[argument]
        values = self._values(view, space, about, model)
        if argument not in values:
            raise Unfilled(f"{argument} of {name}")
        return values[argument]

    def _values(self, view: str, space: str, about: str, model: Any) -> dict[str, Any]:
        """Return what depends on the language of the object, or on what is done with it."""
        page = self._page(view, about)
        return {
            "page_id": page.pk,
            "page_pk": page.pk,
            "page_to_move_id": page.pk,
            "object_id": page.pk,
            "parent_page_id": page.get_parent().pk,
            "destination_id": page.get_parent().pk,
            "revision_id": self._revision(space, about, model),
            "model_name": "articlepage" if "pages" in space else "tag",
            "action_name": "approve" if "workflow" in view else "publish",
            "segment_id": self._first(OverridableSegment if view == "value" else StringSegment),
        }

    @cached_property
    def _fixed(self) -> dict[str, Any]:
        """What is the same in every address."""
        return {
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "content_type_app_name": "blog",
            "content_type_model_name": "articlepage",
            "app_label": "blog",
            "app_name": "blog",
            "action": "delete",
            "task_state_id": self.waiting.current_workflow_task_state.pk,
            "task_id": self.waiting.current_workflow_task.pk,
            "workflow_state_id": self.waiting.current_workflow_state.pk,
            "workflow_pk": Workflow.objects.get().pk,
            "session_id": 0,
            "collection_id": self.collection.pk,
            "translation_id": self.translation.pk,
            "translation_source_id": self.translation.source.pk,
            "string_segment_id": self._first(StringSegment),
            "version_id": self.version.pk,
            "overridable_segment_id": self._first(OverridableSegment),
            "mode": "nothing",
            "code": "en",
            "notice_id": 0,
            "note_id": self.note.pk,
            "first": "fr",
            "second": "en",
            "name": "po",
            "redirect_id": self.redirect.pk,
            "image_id": self.picture.pk,
            "document_id": self.document.pk,
            "doc_id": self.document.pk,
            "uploaded_file_id": 0,
            "filter_spec": "max-100x100",
            "uidb64": "x",
            "token": "x",
        }

    def _of_reviewed(self, space: str) -> dict[str, Any]:
        reviewed = self.reviewed_tag if "snippets" in space else self.reviewed
        step = reviewed.get_target_instance().current_workflow_task_state
        segment = StringSegment.objects.filter(source=reviewed.source).order_by("pk")[0]
        return {
            "translation_id": reviewed.pk,
            "segment_id": segment.pk,
            "string_segment_id": segment.pk,
            "task_state_id": step.pk,
            "task_id": step.task_id,
            "revision_id": step.revision_id,
            "workflow_state_id": step.workflow_state_id,
            "action_name": "approve",
        }

    def _page(self, view: str, about: str) -> Page:
        if "workflow" in view and about == "french":
            return self.waiting
        if view == "convert_alias" and about == "french":
            return self.alias
        return Page.objects.get(pk=self.pages[about])

    def _first(self, kind: Any) -> int:
        return kind.objects.filter(source=self.translation.source).order_by("pk")[0].pk

    def _model(self, space: str) -> tuple[str, str] | None:
        found = re.match(r"wagtailsnippet(?:s|choosers)_([a-z]+)_([a-z]+)$", space)
        return (found[1], found[2]) if found else None

    def _key(self, space: str, view: str, about: str, model: Any) -> Any:
        if model:
            return self.snippets[model][about]
        kinds = {
            "wagtailadmin_workflows": Workflow.objects.get().pk,
            "wagtaillocales": factories.locale("en").pk,
            "wagtailsites": Site.objects.get().pk,
            "wagtailusers_users": self.victim.pk,
            "wagtailusers_groups": self.victim.groups.get().pk,
            "wagtailadmin_collections": self.collection.pk,
            "wagtailimages_chooser": self.picture.pk,
            "wagtaildocs_chooser": self.document.pk,
            "wagtailsettings": 0,
            "wagtailadmin_api:images": self.picture.pk,
            "wagtailadmin_api:documents": self.document.pk,
            "wagtailadmin_api:pages": self.pages[about],
            "wagtailadmin_pages": self.pages[about],
            "concept": self.concept.pk,
            "message": self.message.pk,
        }
        if space in ("wagtail_localize", "parvis_translation", "parvis_parity"):
            return self.snippets["blog", "tag"][about]
        if space not in kinds:
            raise Unfilled(f"pk of {space}:{view}")
        return kinds[space]

    def _revision(self, space: str, about: str, model: Any) -> Any:
        if model and model[0] == "blog":
            kind = {"tag": Tag, "author": Author, "series": Series}[model[1]]
            return kind.objects.get(pk=self.snippets[model][about]).latest_revision_id
        return Page.objects.get(pk=self.pages[about]).latest_revision_id
