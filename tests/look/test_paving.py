"""The drawing of a paved square."""

import pytest
from django.test import Client

from parvis.pages.paving import (
    ACCENT,
    HEIGHT,
    JOINT,
    LIT,
    PLAIN,
    WIDTH,
    lit_stones,
    paving_svg,
    stones,
)
from tests import factories

KEYS = [f"key {number}" for number in range(60)]


def test_a_key_always_draws_the_same_square() -> None:
    assert paving_svg(stones("one")) == paving_svg(stones("one"))


def test_a_known_key_draws_what_it_drew_when_it_was_published() -> None:
    first = stones("b0f9a1d2-0000-4000-8000-000000000001")[0]
    assert (first.path, first.tone) == ("M-458 630H-65L62 472H-271z", "b")


def test_two_keys_draw_two_squares() -> None:
    assert len({paving_svg(stones(key)) for key in KEYS}) == len(KEYS)


def test_every_square_has_one_stone_of_brick_and_a_few_of_blue() -> None:
    for key in KEYS:
        tones = [stone.tone for stone in stones(key)]
        assert tones.count(ACCENT) == 1
        assert 2 <= sum(tone in LIT for tone in tones) <= 20
        assert set(tones) <= {*PLAIN, *LIT, ACCENT}


def test_a_square_covers_its_frame() -> None:
    for key in KEYS:
        square = stones(key)
        for course in range(8):
            row = [stone for stone in square if stone.course == course]
            assert min(stone.left_far for stone in row) <= JOINT * WIDTH
            assert max(stone.right_far for stone in row) >= WIDTH * (1 - JOINT)
        assert max(stone.y_near for stone in square) == HEIGHT
        assert min(stone.y_far for stone in square) <= 0


def test_the_drawing_says_nothing_to_those_who_cannot_see_it() -> None:
    assert 'aria-hidden="true"' in paving_svg(stones("one"))


def test_a_drawing_is_a_few_hundred_bytes_a_course() -> None:
    assert max(len(paving_svg(stones(key))) for key in KEYS) < 4_000


def test_the_square_of_a_tag_has_a_stone_lit_for_each_article() -> None:
    lit = [stone for stone in lit_stones("tag", KEYS[:7]) if stone.tone not in PLAIN]
    assert len(lit) == 7


def test_a_tag_with_more_articles_than_stones_lights_them_all() -> None:
    everything = lit_stones("tag", [str(number) for number in range(500)])
    assert all(s.tone not in PLAIN for s in everything if 60 < s.middle[0] < WIDTH - 60)


@pytest.mark.django_db
def test_an_article_without_a_cover_shows_the_same_drawing_in_both_languages(
    client: Client,
) -> None:
    french = factories.article("La place")
    english = factories.article("The square", "en", translation_of=french)
    drawing = paving_svg(stones(str(french.translation_key)))
    assert drawing in client.get(french.url).content.decode()
    assert drawing in client.get(english.url).content.decode()
