"""An article with every block type, tags and authors, and what a translator does to it."""

from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock
from urllib.parse import quote

from django.core.files.base import ContentFile
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from blog.models import ArticlePage
from parvis.translation.workbench import aids
from tests import factories
from tests.conftest import make_person


def every_block() -> list[tuple[str, Any]]:
    """Return a body with one block of each type, links and lists among them."""
    picture = factories.picture()
    document = get_document_model().objects.create(
        title="Un plan", file=ContentFile(b"plan", name="plan.txt")
    )
    linked = factories.blog_index("fr")
    items = f'<ul><li>Une</li><li><a linktype="page" id="{linked.pk}">Nos articles</a></li></ul>'
    raw: list[tuple[str, Any]] = [
        ("heading", {"text": "Ce qu’est un commun", "level": "2", "anchor": "commun"}),
        (
            "text",
            f'<p>Un <a href="https://example.org/a.html">lien</a> et une liste.</p>{items}',
        ),
        (
            "image",
            {
                "picture": {"image": picture.pk, "alt_text": "Une place", "decorative": False},
                "caption": "Vue du matin",
                "credit": "Une photographe",
            },
        ),
        (
            "quote",
            {
                "text": "<p>Ce qu’une commune paie sert aux autres.</p>",
                "source": "Une secrétaire communale",
                "source_url": "https://example.org/source",
            },
        ),
        ("callout", {"kind": "tip", "title": "Avant tout", "text": "<p>Regardez ailleurs.</p>"}),
        (
            "table",
            {
                "table": {
                    "caption": "Réemploi",
                    "columns": [
                        {"type": "text", "heading": "Année"},
                        {"type": "number", "heading": "Communes"},
                    ],
                    "rows": [
                        {"values": ["<p>L’an deux mille</p>", "4"]},
                        {
                            "values": [
                                '<p>Voir <a href="https://example.org/t.html">le tableau</a></p>',
                                "31",
                            ]
                        },
                    ],
                },
                "has_row_headers": True,
            },
        ),
        ("code", {"language": "bash", "code": "make demo", "caption": "Une commande suffit"}),
        (
            "embed",
            {
                "url": "https://www.youtube.com/watch?v=abcdefghij",
                "title": "Une visite",
                "caption": "Filmée au printemps",
            },
        ),
        ("document", {"document": document.pk, "title": "Le plan", "note": "En français"}),
        (
            "buttons",
            {
                "buttons": [
                    {"label": "Lire la suite", "page": linked.pk, "url": "", "is_secondary": False},
                    {
                        "label": "Le dépôt",
                        "page": None,
                        "url": "https://example.org/depot",
                        "is_secondary": True,
                    },
                ]
            },
        ),
        ("accordion", {"items": [{"title": "Qui peut ?", "text": "<p>Tout le monde.</p>"}]}),
        (
            "footnotes",
            {"title": "Notes", "notes": [{"mark": "1", "text": "<p>Compté en mars.</p>"}]},
        ),
    ]
    field = ArticlePage._meta.get_field("body")
    return [(name, field.stream_block.child_blocks[name].to_python(value)) for name, value in raw]


def full_article(title: str = "Le carnet de voirie", **fields: Any) -> ArticlePage:
    """Return a published French article that has everything."""
    fields.setdefault("body", every_block())
    return factories.article(title, search_description="Un carnet partagé.", **fields)


def submit(
    client: Client, page: Any, code: str = "en", *, follow: bool = False, **more: str
) -> Any:
    """Submit a page for translation as the form does; the editor opens where that is followed."""
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return _sent(client, address, {"locales": [factories.locale(code).pk], **more}, follow)


def translation_of(page: Any, code: str = "en") -> Translation:
    """Return the record of a page's translation."""
    return Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code=code
    )


def target_of(page: Any, code: str = "en") -> Any:
    """Return the page's translation as the database has it."""
    return type(page).objects.get(
        translation_key=page.translation_key, locale=factories.locale(code)
    )


def english(text: str) -> str:
    """Return what our translator writes for a French passage; slugs stay slugs."""
    return f"EN {text}" if " " in text or not text.islower() else f"en-{text}"


def missing(translation: Translation) -> Iterator[StringSegment]:
    """Yield the passages that have no translation."""
    known = StringTranslation.objects.filter(locale=translation.target_locale)
    done = set(known.values_list("translation_of", "context"))
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        passage = segment.string_id, segment.context_id
        if passage not in done:
            done.add(passage)
            yield segment


def fill(client: Client, translation: Translation) -> int:
    """Fill every passage that has no translation, by the hand of whoever is signed in."""
    return fill_as(int(client.session["_auth_user_id"]), translation)


def fill_as(user_id: int, translation: Translation) -> int:
    """Fill every passage that has no translation, by somebody's hand."""
    filled = 0
    for segment in missing(translation):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            data=english(segment.string.data),
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            last_translated_by_id=user_id,
        )
        filled += 1
    return filled


def type_in(client: Client, translation: Translation) -> int:
    """Do the same with one request each, as the editor does."""
    filled = 0
    for segment in missing(translation):
        answer = client.put(
            reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk]),
            f"value={quote(english(segment.string.data))}",
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code in (200, 201), answer.content
        filled += 1
    return filled


def publish(client: Client, target: Any, *, follow: bool = False) -> Any:
    """Press “publish” in the translation editor."""
    address = reverse("wagtailadmin_pages:edit", args=[target.pk])
    return _sent(client, address, {"action": "publish"}, follow)


def publish_english(client: Client, page: Any) -> Any:
    """Submit a page, fill its English and publish it; return the source as the database has it."""
    submit(client, page)
    fill(client, translation_of(page))
    with TestCase.captureOnCommitCallbacks(execute=True):
        publish(client, target_of(page))
    return type(page).objects.get(pk=page.pk)


def published_pair(build: Callable[[], Any]) -> Any:
    """Build a page and publish its English, whatever the checks say; return the source's key."""
    client = Client()
    client.force_login(make_person("Translators", name="first-translator"))
    with mock.patch.object(aids, "open_errors", return_value=0):
        return publish_english(client, build()).pk


def update(client: Client, source: Any, *, follow: bool = False, **more: str) -> Any:
    """Press “Sync translated pages” on the source."""
    record = TranslationSource.objects.get_for_instance(source)
    address = reverse("wagtail_localize:update_translations", args=[record.pk])
    return _sent(client, address, more, follow)


def _sent(client: Client, address: str, form: dict[str, Any], follow: bool) -> Any:
    # What comes after is a whole screen of the editor: for those who look at it.
    answer = client.post(address, form, follow=follow)
    assert answer.status_code in (200, 302), answer.status_code
    return answer


def messages_of(answer: Any) -> str:
    """Return the messages an answer shows, as one text."""
    return " ".join(str(message) for message in answer.context["messages"])


def translate(page: Any, user: Any = None, code: str = "en") -> Translation:
    """Submit a page without a view, and return the record of its translation."""
    translate_object(page, [factories.locale(code)], user=user)
    return translation_of(page, code)


def fill_by(translation: Translation, kind: str, tool: str = "", person: Any = None) -> None:
    """Translate every passage, by that kind of translator."""
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            data=english(segment.string.data),
            translation_type=kind,
            tool_name=tool,
            last_translated_by=person,
        )
