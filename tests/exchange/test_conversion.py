"""Markdown to body blocks, one construction a test."""

import uuid
from typing import Any

import pytest

from blog.exchange.blocks import convert
from blog.exchange.body import Files
from blog.exchange.frontmatter import BadFileError

FILES = Files(
    picture=lambda src, _title: 7 if src.endswith("place.png") else None,
    document=lambda src, _title: 9 if src.endswith(".pdf") else None,
)


def blocks(text: str, title: str = "") -> list[tuple[str, Any]]:
    """Return the blocks of a text as (type, value)."""
    found, _messages = convert(text, files=FILES, seed=uuid.UUID(int=1), title=title)
    return [(block["type"], block["value"]) for block in found]


def said(text: str) -> str:
    """Return what was noticed in a text."""
    return "\n".join(convert(text, files=FILES, seed=uuid.UUID(int=1))[1])


def test_paragraphs_emphasis_and_links_become_one_text() -> None:
    first = '<p>Un <i>a</i> <b>b</b> <code>c</code> <s>d</s> <a href="https://x.be">e</a>.</p>'
    assert blocks("Un *a* **b** `c` ~~d~~ [e](https://x.be).\n\nDeux.") == [
        ("text", f"{first}<p>Deux.</p>")
    ]


def test_nested_lists_stay_nested() -> None:
    text = blocks("- un\n  - un un\n- deux\n\n1. a\n2. b")[0][1]
    assert (
        text
        == "<ul><li>un<ul><li>un un</li></ul></li><li>deux</li></ul><ol><li>a</li><li>b</li></ol>"
    )


def test_headings_begin_at_two_and_never_skip_a_level() -> None:
    found = blocks("# Un\n\n#### Deux\n\n## Trois\n\n###### Quatre")
    assert [(value["text"], value["level"]) for _kind, value in found] == [
        ("Un", "2"), ("Deux", "3"), ("Trois", "2"), ("Quatre", "3"),
    ]  # fmt: skip


def test_a_first_heading_that_repeats_the_title_is_dropped() -> None:
    assert blocks("# Le titre\n\nx", title="Le titre") == [("text", "<p>x</p>")]


def test_code_keeps_its_language_and_every_character() -> None:
    value = blocks("```python\nif a < b:\n    print('{{ x }}')\n```")[0][1]
    assert value["language"] == "python"
    assert value["code"] == "if a < b:\n    print('{{ x }}')"


def test_a_picture_alone_becomes_an_image_with_its_text_alternative_and_caption() -> None:
    kind, value = blocks('![Une place](img/place.png "Le matin")')[0]
    assert kind == "image"
    assert value["picture"] == {"image": 7, "alt_text": "Une place", "decorative": False}
    assert value["caption"] == "Le matin"


def test_a_picture_inside_a_paragraph_splits_it() -> None:
    kinds = [kind for kind, _value in blocks("Avant ![](place.png) après.")]
    assert kinds == ["text", "image", "text"]


def test_a_picture_without_a_text_alternative_is_decorative_and_the_report_says_so() -> None:
    assert blocks("![](place.png)")[0][1]["picture"]["decorative"] is True
    assert said("![](place.png)") == (
        "an image has no text alternative: marked as decorative: place.png"
    )
    assert said("![Une place](place.png)") == ""


def test_a_missing_picture_is_reported_and_its_words_are_kept() -> None:
    assert "Une vue" in blocks("![Une vue](absente.png)")[0][1]
    assert "absente.png" in said("![Une vue](absente.png)")


def test_a_quotation_knows_its_source() -> None:
    value = blocks("> Partager, c’est garder.\n> — [Une secrétaire](https://x.be/y)")[0][1]
    assert value["text"] == "<p>Partager, c’est garder.</p>"
    assert (value["source"], value["source_url"]) == ("Une secrétaire", "https://x.be/y")


def test_a_table_has_headers_a_caption_and_columns_of_numbers() -> None:
    text = """\
| Commune | Reprises |
|---|--:|
| [A](https://a.be) | 1 200 |
| B | 3 |

: Reprises {.row-headers}
"""
    kind, value = blocks(text)[0]
    assert kind == "table"
    assert value["has_row_headers"]
    assert value["table"]["caption"] == "Reprises"
    assert [c["type"] for c in value["table"]["columns"]] == ["text", "number"]
    assert value["table"]["rows"][0]["values"] == ['<p><a href="https://a.be">A</a></p>', "1 200"]
    assert len(blocks(text)) == 1


def test_footnotes_are_called_and_gathered_at_the_end() -> None:
    found = blocks("Vrai[^a].\n\nAussi[^b].\n\n[^a]: Compté *ici*.\n[^b]: Là.\n")
    assert '<sup><a href="#note-1">1</a></sup>' in found[0][1]
    assert [kind for kind, _value in found] == ["text", "footnotes"]
    notes = [item["value"] for item in found[1][1]["notes"]]
    assert notes[0] == {"mark": "1", "text": "<p>Compté <i>ici</i>.</p>"}
    assert len(notes) == 2


def test_call_outs_accordions_buttons_embeds_and_documents_have_their_directives() -> None:
    text = """\
::: tip Avant
Regardez *ailleurs*.
:::

::: details Qui ?
Tout le monde.
:::

::: details Combien ?
Rien.
:::

::: buttons
- [Reprendre](https://x.be/)
- [Lire](https://x.be/y){.secondary}
:::

::: embed https://youtu.be/abcdefghijk "Une vidéo"
Sa légende.
:::

::: document a.pdf "La liste"
En deux langues.
:::
"""
    found = blocks(text)
    assert [kind for kind, _value in found] == [
        "callout",
        "accordion",
        "buttons",
        "embed",
        "document",
    ]
    assert found[0][1] == {
        "kind": "tip",
        "title": "Avant",
        "text": "<p>Regardez <i>ailleurs</i>.</p>",
    }
    assert [item["value"]["title"] for item in found[1][1]["items"]] == ["Qui ?", "Combien ?"]
    assert [item["value"]["is_secondary"] for item in found[2][1]["buttons"]] == [False, True]
    assert found[3][1]["caption"] == "Sa légende."
    assert found[4][1]["document"] == 9


def test_raw_html_keeps_its_words_and_structure() -> None:
    found = blocks(
        '<div class="x"><h2>Titre</h2><p>Un <strong>mot</strong>.</p><ul><li>a</li></ul></div>'
    )
    assert found[0][1]["text"] == "Titre"
    assert found[1][1] == "<p>Un <b>mot</b>.</p><ul><li>a</li></ul>"


def test_details_in_html_become_an_accordion() -> None:
    kind, value = blocks("<details><summary>Plus</summary>\n\nUn texte.\n\n</details>")[0]
    assert kind == "accordion"
    assert value["items"][0]["value"]["title"] == "Plus"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>x",
        '<img src=x onerror="alert(1)">x',
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href=" java\nscript:alert(1)">x</a>',
        '<svg onload="alert(1)"><script>alert(1)</script></svg>x',
        '<iframe src="javascript:alert(1)"></iframe>x',
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>x",
        '::: document absent.odt "<img src=x onerror=alert(1)>"\n:::\n',
        "::: details <img src=x onerror=alert(1)>\n:::\nx",
        "![<img src=x onerror=alert(1)>](absent.png)",
        "| <img src=x onerror=alert(1)> |\n|---|\n| <script>alert(1)</script> |",
        '<p style="background:url(javascript:alert(1))" onclick="alert(1)">x</p>',
        '<x-card title="<script>alert(1)</script>"></x-card>x',
    ],
)
def test_nothing_that_runs_gets_through(hostile: str) -> None:
    stored = str(blocks(hostile)).lower().replace("&lt;img src=x onerror=alert(1)&gt;", "")
    for danger in ("<script", "onerror=", "onload=", "onclick=", "javascript:", "data:text"):
        assert danger not in stored.replace("&lt;script", ""), stored


def test_template_expressions_are_left_out_and_counted_code_excepted() -> None:
    text = "{% include 'x' %}Un {{ nom }} reste.\n\n`{{ gardé }}`"
    assert blocks(text)[0][1] == "<p>Un reste.</p><p><code>{{ gardé }}</code></p>"
    assert "2 template expressions" in said(text)


def test_custom_elements_leave_their_words() -> None:
    text = '<x-card card-title="Un titre" href="https://x.be" description="Une phrase."></x-card>'
    stored = blocks(text)[0][1]
    assert stored == '<p><a href="https://x.be">Un titre</a> — Une phrase.</p>'
    assert "x-card" in said(text)


def test_deep_nesting_is_read_without_a_fault() -> None:
    assert "fond" in str(blocks("> " * 40 + "fond"))
    assert "x" in str(blocks("".join("  " * n + "- x\n" for n in range(30))))


def test_nesting_too_deep_to_be_read_is_said_and_not_lost_in_silence() -> None:
    with pytest.raises(BadFileError, match="nested"):
        blocks("> " * 400 + "fond")


def test_ids_are_the_same_at_every_conversion() -> None:
    text = "# a\n\nb\n\n::: details c\nd\n:::\n"
    first = convert(text, files=FILES, seed=uuid.UUID(int=5))[0]
    assert first == convert(text, files=FILES, seed=uuid.UUID(int=5))[0]
    assert len({block["id"] for block in first}) == len(first)
