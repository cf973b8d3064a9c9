"""Words, links and places that a conversion must not lose, or must say it did."""

import uuid
from typing import Any

import pytest
from django.utils import translation

from blog.exchange.blocks import convert
from blog.exchange.body import Files

FILES = Files(picture=lambda src, _title: 7 if src == "place.png" else None)


def converted(text: str) -> tuple[list[tuple[str, Any]], str]:
    """Return the blocks of a text as (type, value), and what was noticed."""
    found, messages = convert(text, files=FILES, seed=uuid.UUID(int=1))
    return [(block["type"], block["value"]) for block in found], "\n".join(messages)


def anchors(text: str) -> list[str]:
    """Return the anchors of a text's headings."""
    return [value["anchor"] for kind, value in converted(text)[0] if kind == "heading"]


@pytest.mark.parametrize(
    "text",
    [
        '<ul class="x">\n\n- [un](https://a.be)\n- deux\n\n</ul>',
        "<ul><ul><li><a href='https://a.be'>un</a></li><li>deux</li></ul></ul>",
        "<ul><p><a href='https://a.be'>un</a></p>deux</ul>",
    ],
)
def test_a_list_keeps_what_stands_in_it_outside_an_item(text: str) -> None:
    found, _said = converted(text)
    assert found == [
        ("text", '<ul><li><a href="https://a.be">un</a></li><li>deux</li></ul>'),
    ]


def test_code_in_a_list_keeps_its_lines_and_its_indentation() -> None:
    found, _said = converted("- lancez\n\n  ```\n  a:\n    b: 1\n  ```\n")
    assert found[0][1] == "<ul><li>lancez<br/><code>a:<br/>\u00a0\u00a0b: 1</code></li></ul>"


def test_the_items_of_a_list_in_a_table_stay_apart() -> None:
    found, _said = converted("<table><tr><td><ul><li>un</li><li>deux</li></ul></td></tr></table>")
    assert found[0][1]["table"]["rows"][0]["values"] == ["<p>un<br/>deux</p>"]


def test_the_caption_of_a_missing_picture_is_kept_with_its_links() -> None:
    text = '<figure><img src="x.png" alt="Vue"><figcaption>La <a href="https://a.be">place</a></figcaption></figure>'
    found, said = converted(text)
    assert found[0][1] == '<p><i>Vue</i></p><p>La <a href="https://a.be">place</a></p>'
    assert "image not found: x.png" in said
    assert "<i>Le matin</i>" in converted('![Vue](x.png "Le matin")')[0][0][1]


def test_the_caption_of_several_pictures_is_said_once() -> None:
    pictures = '<img src="place.png" alt="a"><img src="place.png" alt="b">'
    text = f"<figure>{pictures}<figcaption>Deux</figcaption></figure>"
    assert [value["caption"] for _kind, value in converted(text)[0]] == ["", "Deux"]


def test_words_and_links_side_by_side_are_one_paragraph() -> None:
    text = '<div>Suivez la <a href="https://a.be">norme</a>, <b>toujours</b>.<p>Puis.</p></div>'
    found, _said = converted(text)
    first = '<p>Suivez la <a href="https://a.be">norme</a>, <b>toujours</b>.</p>'
    assert found == [("text", f"{first}<p>Puis.</p>")]


def test_a_link_around_a_block_keeps_its_words_and_pictures() -> None:
    text = '<a href="https://a.be"><div>Un titre</div><img src="place.png" alt="Vue"></a>'
    found, said = converted(text)
    assert found[0] == ("text", '<p><a href="https://a.be">Un titre</a></p>')
    assert found[1][0] == "image"
    assert said == ""


@pytest.mark.parametrize("href", ["https://a.be", "guide.md"])
def test_the_link_of_a_picture_stands_under_it(href: str) -> None:
    found, _said = converted(f"[![Vue](place.png)]({href})")
    assert [kind for kind, _value in found] == ["image", "text"]
    assert found[1][1] == f'<p><a href="{href}">Vue</a></p>'
    assert len(converted("[![Vue](place.png)](place.png)")[0]) == 1


def test_a_link_around_a_heading_stands_under_it() -> None:
    card = '<a href="https://a.be"><h3>Un titre</h3><p>Des mots.</p></a>'
    found, _said = converted(f"<div>{card}</div>")
    assert [kind for kind, _value in found] == ["heading", "text"]
    assert found[1][1] == '<p>Des mots.</p><p><a href="https://a.be">Un titre</a></p>'


def test_a_line_break_in_a_heading_does_not_glue_its_words() -> None:
    assert converted("### Cercle<br/>`list-circle`")[0][0][1]["text"] == "Cercle list-circle"


def test_the_link_of_a_heading_stands_under_it() -> None:
    found, _said = converted("## [Gimp](https://a.be)")
    assert found[0][1]["text"] == "Gimp"
    assert found[1][1] == '<p><a href="https://a.be">Gimp</a></p>'


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("## Été à Liège ?", "été-à-liège"),
        ("## Le titre {#Mon.Ancre}", "Mon.Ancre"),
        ("## Le titre {: #mon_ancre .x}", "mon_ancre"),
        ('<h2 id="donné">Le titre</h2>', "donné"),
        ('## <a name="nommé"></a>Le titre', "nommé"),
        ('<x-heading id="a-moi" tag="h2">Le titre</x-heading>', "a-moi"),
        ('<section id="tout">\n\n## Le titre\n\n</section>', "tout"),
        ("## !", "section"),
    ],
)
def test_a_heading_keeps_the_name_it_is_linked_by(heading: str, anchor: str) -> None:
    assert anchors(heading) == [anchor]
    assert "{" not in str(converted(heading)[0][0][1]["text"])


def test_headings_of_the_same_words_are_numbered_as_generators_do() -> None:
    assert anchors("## Suite\n\n## Suite\n\n## Suite") == ["suite", "suite-1", "suite-2"]


@pytest.mark.parametrize(
    "fragment",
    ["#été-à-liège", "#%C3%A9t%C3%A9-%C3%A0-li%C3%A8ge", "#ete-a-liege", "#été-à-liège-", "#p"],
)
def test_a_link_to_a_section_leads_there_however_it_is_written(fragment: str) -> None:
    text = f'## Été à Liège ?\n\n<p id="p">Ici.</p>\n\n[Voir]({fragment}).'
    found, said = converted(text)
    assert '<a href="#été-à-liège">Voir</a>' in found[1][1]
    assert said == ""


def test_links_to_places_that_are_not_there_are_said_once_and_keep_their_words() -> None:
    found, said = converted("## a\n\n[Voir](#nulle-part) et [là](#ailleurs), [haut](#top).")
    assert found[1][1] == '<p>Voir et là, <a href="#top">haut</a>.</p>'
    assert said == "links to places that are not in the text left out: #nulle-part, #ailleurs"


def test_a_bare_address_becomes_a_link_and_the_name_of_a_file_does_not() -> None:
    found, _said = converted("Voir https://a.be/x. Lancez manage.py.")
    link = '<a href="https://a.be/x">https://a.be/x</a>'
    assert found[0][1] == f"<p>Voir {link}. Lancez manage.py.</p>"


def test_what_is_done_in_a_list_of_tasks_is_still_seen() -> None:
    found, _said = converted("- [x] fait\n- [ ] à faire")
    assert found[0][1] == "<ul><li>☑ fait</li><li>☐ à faire</li></ul>"


def test_films_and_sounds_become_links() -> None:
    found, said = converted('<video controls><source src="https://a.be/b.mp4"></video>')
    assert '<a href="https://a.be/b.mp4">b.mp4</a>' in found[0][1]
    assert "video kept as a link" in said


def test_scripts_and_unsafe_addresses_are_said() -> None:
    _found, said = converted(
        "<script>1</script>\n\n[x](JAVA\tscript:alert) [y](vbscript:z)\n\n[m](mailto:a@b.be)"
    )
    assert "<script> left out: 1" in said
    assert "vbscript:z" in said
    assert "mailto" not in said
    _found, said = converted('<a href=" java\nscript:alert(1)">x</a>')
    assert "unsafe address left out: javascript:alert(1)" in said


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"## {'x' * 300}", "heading cut to 255"),
        (f"![{'x' * 300}](place.png)", "text alternative cut to 255"),
        (f'![a](place.png "{"x" * 600}")', "caption cut to 500"),
        (f"::: tip {'x' * 300}\na\n:::", "title cut to 255"),
        (f"::: embed https://youtu.be/abcdefghijk\n{'x' * 600}\n:::", "caption cut to 500"),
    ],
)
def test_what_is_cut_is_said(text: str, what: str) -> None:
    assert what in converted(text)[1]


def test_more_buttons_than_a_block_holds_make_another_block() -> None:
    buttons = "".join(f"- [b{n}](https://a.be/{n})\n" for n in range(6))
    found, _said = converted(f"::: buttons\n{buttons}:::")
    assert [len(value["buttons"]) for _kind, value in found] == [4, 2]


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://www.dailymotion.com/embed/video/x7tgad0", "Vidéo sur Dailymotion"),
        ("https://www.openstreetmap.org/export/embed.html?bbox=1,2,3,4", "Carte sur OpenStreetMap"),
        ("https://grist.example/d/" + "x" * 90, "Contenu de grist.example"),
    ],
)
def test_a_frame_without_a_title_is_named_by_its_site(url: str, title: str) -> None:
    with translation.override("fr"):
        found, _said = converted(f'<iframe src="{url}"></iframe>')
    assert found[0][1]["title"] == title


def test_a_frame_that_is_left_out_leaves_its_words() -> None:
    found, _said = converted('::: embed ftp://a.be "Le film"\nEn deux langues.\n:::')
    assert found[0][1] == "<p>Le film</p><p>En deux langues.</p>"
