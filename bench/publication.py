"""What is done as a page is published, so that no reader waits for it.

    PARVIS_DATA=… python bench/publication.py

On the articles of the data there is (the demo's, or a blog that was imported): the checks of their
content, how plain they are, and the card they are shared with. Milliseconds of CPU a page, the mean
of all of them after one that warms up, and the size of the cards.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.settings.development")


def main() -> None:
    """Measure and print."""
    django.setup()

    from blog.models import ArticlePage
    from parvis.pages.cards import draw_card
    from parvis.writing.accessibility import findings_of
    from parvis.writing.plain import reading_of

    pages = list(ArticlePage.objects.live().select_related("locale", "cover"))
    sizes: dict[str, list[int]] = {"stones": [], "cover": []}

    def with_stones(page: Any) -> None:
        sizes["stones"].append(len(draw_card(page.title, "Parvis", str(page.translation_key))))

    def with_cover(page: Any) -> None:
        if page.card_picture is None:
            return
        with page.card_picture.open_file() as file:
            sizes["cover"].append(len(draw_card(page.title, "Parvis", "", file)))

    for name, work in (
        ("checks of the content", findings_of),
        ("how plain it is", reading_of),
        ("card with stones", with_stones),
        ("card with a cover", with_cover),
    ):
        print(f"{name}: {_mean(work, pages):.1f} ms a page, {len(pages)} pages")
    for name, found in sizes.items():
        if found:
            print(f"card with {name}: {statistics.mean(found) / 1000:.1f} kB")


def _mean(work: Callable[[Any], Any], pages: list[Any]) -> float:
    work(pages[0])
    began = time.process_time()
    for page in pages:
        work(page)
    return 1000 * (time.process_time() - began) / len(pages)


if __name__ == "__main__":
    main()
