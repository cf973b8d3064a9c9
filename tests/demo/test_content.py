"""The demo's Markdown keeps its promises: pairs, known tags, typography, short descriptions."""

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any

import frontmatter
import pytest
import yaml

from parvis.demo.loading import CONTENT

ARTICLES = sorted(CONTENT.glob("??/*.md"))
PAGES = sorted(CONTENT.glob("pages/??/*.md"))
every_article = pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
every_text = pytest.mark.parametrize("path", ARTICLES + PAGES, ids=lambda path: path.stem)


@cache
def read(path: Path) -> Any:
    """Return the front matter and text of a file (a `Post`, whose values have no type)."""
    return frontmatter.load(str(path))


@cache
def entries(name: str) -> list[dict[str, Any]]:
    """Return the list a YAML file of the demo holds."""
    return list(yaml.safe_load((CONTENT / name).read_text(encoding="utf-8")))


@cache
def concepts() -> list[dict[str, str]]:
    """Return the rows of the glossary, one a term."""
    with (CONTENT / "glossary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def prose(post: Any) -> str:
    """Return what a reader reads: no code, no addresses."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", post.content, flags=re.DOTALL)
    text = re.sub(r"\]\([^)\s]+|^::: .*$|^!\[.*$", "", text, flags=re.MULTILINE)
    words = [
        str(post[key])
        for key in ("title", "summary", "meta_description", "cover_alt")
        if key in post
    ]
    return "\n".join([*words, text])


def test_thirteen_articles_and_more_exist_in_both_languages() -> None:
    keys = {
        code: {read(p)["translationKey"] for p in ARTICLES if p.parent.name == code}
        for code in ("fr", "en")
    }
    assert len(keys["fr"] & keys["en"]) >= 13


def test_every_state_an_article_can_be_in_is_there() -> None:
    states = {read(path).get("state") for path in ARTICLES}
    assert states >= {None, "untranslated", "behind", "draft", "scheduled"}


def test_an_article_whose_translation_is_behind_says_what_changed() -> None:
    behind = [read(path) for path in ARTICLES if read(path).get("state") == "behind"]
    assert all(post["revised_title"] and post["revised_paragraph"] for post in behind)


@every_article
def test_tags_and_authors_are_those_of_the_lists(path: Path) -> None:
    post, code = read(path), path.parent.name
    assert post["tags"]
    assert post["authors"]
    assert set(post["tags"]) <= {tag[code]["name"] for tag in entries("tags.yaml")}
    assert set(post["authors"]) <= {author["name"] for author in entries("authors.yaml")}


@every_article
def test_the_translation_has_the_same_date_authors_and_tags(path: Path) -> None:
    post = read(path)
    for other in ARTICLES:
        if other != path and read(other)["translationKey"] == post["translationKey"]:
            pair = read(other)
            assert pair["date"] == post["date"]
            assert pair["authors"] == post["authors"]
            assert pair["cover"] == post["cover"]
            assert _tag_keys(pair, other) == _tag_keys(post, path)


def _tag_keys(post: Any, path: Path) -> set[str]:
    return {t["key"] for t in entries("tags.yaml") if t[path.parent.name]["name"] in post["tags"]}


@every_article
def test_the_translation_is_built_of_the_same_parts(path: Path) -> None:
    post = read(path)
    for other in ARTICLES:
        if other != path and read(other)["translationKey"] == post["translationKey"]:
            assert _parts(read(other).content) == _parts(post.content)


def _parts(text: str) -> list[str]:
    """Return the first characters of each line that opens a part: `##`, `:::`, `|`, `1.`, `-`."""
    return re.findall(r"^(#+|::: ?\w*|\||\d+\.|-|>|```\w*|!\[|\[\^)", text, flags=re.MULTILINE)


@every_text
def test_file_names_are_slugs_and_descriptions_are_short(path: Path) -> None:
    post = read(path)
    if path in ARTICLES:
        assert path.stem == post["slug"]
        assert post.get("state") == "draft" or 300 <= len(post.content.split()) <= 950
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(post["slug"]))
    assert len(str(post["summary"])) <= 300
    assert 50 <= len(str(post["meta_description"])) <= 160


def test_no_title_slug_or_description_is_used_twice() -> None:
    for field in ("title", "meta_description"):
        values = [read(path)[field] for path in ARTICLES + PAGES]
        assert len(values) == len(set(values)), field
    for code in ("fr", "en"):
        slugs = [read(path)["slug"] for path in ARTICLES + PAGES if path.parent.name == code]
        assert len(slugs) == len(set(slugs)), code


@every_article
def test_links_between_articles_lead_to_an_article_of_the_demo(path: Path) -> None:
    keys = {read(other)["translationKey"] for other in ARTICLES}
    assert set(re.findall(r"\]\(article:([\w-]+)\)", read(path).content)) <= keys


@every_article
def test_documents_exist_beside_the_articles(path: Path) -> None:
    for name in re.findall(r"^::: document (\S+)", read(path).content, flags=re.MULTILINE):
        assert (path.parent / name).is_file()


@every_article
def test_footnotes_are_called_and_written(path: Path) -> None:
    text = read(path).content
    written = set(re.findall(r"^\[\^(\w+)\]:", text, flags=re.MULTILINE))
    assert set(re.findall(r"\[\^(\w+)\](?!:)", text)) == written


@every_text
def test_apostrophes_and_quotation_marks_are_those_of_print(path: Path) -> None:
    assert not re.findall(r".{0,20}[\"'].{0,20}", prose(read(path)))


@pytest.mark.parametrize(
    "path", [p for p in ARTICLES + PAGES if p.parent.name == "fr"], ids=lambda path: path.stem
)
def test_french_has_its_no_break_spaces(path: Path) -> None:
    text = prose(read(path)).replace("Public Money? Public Code!", "")
    assert not re.findall(r".{0,20}[^\u202f][;!?](?=[\s»)*]).{0,10}", text)
    assert not re.findall(r".{0,20}[^\u00a0:\n\]-]:(?=\s).{0,10}", text)
    assert not re.findall(r"«[^\u00a0]|[^\u00a0]»", text)


def test_every_concept_is_named_and_defined_in_both_languages() -> None:
    defined = {
        code: {
            row["concept"]
            for row in concepts()
            if row["locale"] == code and row["status"] == "preferred" and row["definition"]
        }
        for code in ("fr", "en")
    }
    assert defined["fr"] == defined["en"] == {row["concept"] for row in concepts()}
    assert len(defined["fr"]) >= 15


def test_definitions_are_written_with_the_signs_of_print() -> None:
    for row in concepts():
        text = f"{row['term']}\n{row['definition']}"
        assert not re.findall(r"[\"']", text), text
        if row["locale"] == "fr":
            assert not re.findall(r"[^\u202f][;!?]|[^\u00a0]:", text), text


def test_every_tag_of_both_languages_is_used() -> None:
    for code in ("fr", "en"):
        used = {tag for path in ARTICLES if path.parent.name == code for tag in read(path)["tags"]}
        assert {tag[code]["name"] for tag in entries("tags.yaml")} == used
