"""An article in the words of schema.org."""

from typing import Any
from urllib.parse import urljoin

from django.utils.timezone import localtime

from parvis.discovery.head import Head
from parvis.discovery.languages import LanguageLink
from parvis.discovery.structured import node


def article_node(
    article: Any, head: Head, languages: list[LanguageLink], index: Any
) -> dict[str, Any]:
    """Return the node of an ArticlePage as seen with this head.

    A translation names the work it was made from; an original, its translations.
    """
    origin = article.origin
    others = [link for link in languages if link.is_translation and not link.is_current]
    return node(
        "Article",
        id=f"{head.canonical}#article",
        url=head.canonical,
        headline=article.title,
        description=head.description,
        inLanguage=head.language,
        # On the day that readers are shown.
        datePublished=localtime(article.date).isoformat(),
        dateModified=localtime(article.last_published_at or article.date).isoformat(),
        author=[
            node(
                "Person",
                name=author.name,
                url=author.live and urljoin(head.canonical, index.sub_url("author", author.slug)),
            )
            for author in article.authors
        ],
        keywords=[tag.name for tag in article.published_tags],
        license=article.licence_url,
        isPartOf=article.series_place
        and node(
            "CreativeWorkSeries",
            name=article.series_place.series.name,
            url=urljoin(head.canonical, index.sub_url("series", article.series_place.series.slug)),
        ),
        position=article.series_place and article.series_place.number,
        isBasedOn=article.original_url,
        translationOfWork=origin
        and node("Article", id=f"{urljoin(head.canonical, origin.source.url)}#article"),
        workTranslation=[
            node("Article", id=f"{urljoin(head.canonical, link.url)}#article", inLanguage=link.code)
            for link in others
            if origin is None
        ],
    )
