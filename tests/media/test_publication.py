"""Pictures are made when something is published, or all at once where somebody asks."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client

from home.models import SiteIdentity
from parvis.media.models import Picture
from tests import factories
from tests.media.articles import BODY, COVER, LEAD, roles_of, with_picture
from tests.media.drawing import encoded, picture

pytestmark = pytest.mark.django_db


def test_a_publication_makes_what_the_page_shows(
    django_capture_on_commit_callbacks: Any,
) -> None:
    cover, inside, shared = picture(), picture(), picture()
    with django_capture_on_commit_callbacks(execute=True):
        with_picture(inside, cover=cover, cover_alt="Un pont", social_image=shared)
    assert roles_of(cover) == COVER | LEAD
    assert roles_of(inside) == BODY
    assert roles_of(shared) == {"fill-1200x630"}


def test_a_draft_makes_nothing(django_capture_on_commit_callbacks: Any) -> None:
    cover = picture()
    with django_capture_on_commit_callbacks(execute=True):
        factories.article("Le pont", live=False, cover=cover, cover_alt="Un pont")
    assert not cover.renditions.exists()


def test_an_author_and_the_publisher_have_their_pictures_made(
    django_capture_on_commit_callbacks: Any,
) -> None:
    photo, logo = picture(), picture()
    identity = SiteIdentity.objects.get(locale__language_code="fr")
    with django_capture_on_commit_callbacks(execute=True):
        factories.author("Line Peeters", photo=photo)
        identity.logo = logo
        identity.save()
    assert roles_of(photo) == {"fill-64x64", "fill-128x128", "fill-120x120", "fill-240x240"}
    assert roles_of(logo) == {"max-200x80", "max-400x160"}


@pytest.mark.indexed
def test_a_picture_that_changes_is_made_anew_wherever_it_stands(
    django_capture_on_commit_callbacks: Any,
) -> None:
    cover, elsewhere = (picture(encoded((700, 500))) for _number in range(2))
    with django_capture_on_commit_callbacks(execute=True):
        factories.article("Le pont", cover=cover, cover_alt="Un pont")
        with_picture(cover)
        factories.author("Line Peeters", photo=elsewhere)
    made = roles_of(cover)
    assert {"width-1120", "fill-1280x960", "width-800"} <= made
    before = set(cover.renditions.values_list("file", flat=True))
    cover = Picture.objects.get(pk=cover.pk)
    cover.file = ContentFile(encoded((720, 500)), name="other.png")
    with django_capture_on_commit_callbacks(execute=True):
        cover.save()
    assert roles_of(cover) == made
    assert not before & set(cover.renditions.values_list("file", flat=True))
    elsewhere.focal_point_x = elsewhere.focal_point_y = 5
    elsewhere.focal_point_width = elsewhere.focal_point_height = 9
    with django_capture_on_commit_callbacks(execute=True):
        elsewhere.save()
    assert elsewhere.renditions.count() == 2 * (2 + 2 + 1)


def test_one_picture_that_fails_keeps_no_other_back(
    django_capture_on_commit_callbacks: Any, client: Client
) -> None:
    broken, sound = picture(), picture()
    Path(broken.file.path).write_bytes(b"no picture")
    with django_capture_on_commit_callbacks(execute=True):
        page = with_picture(sound, cover=broken, cover_alt="Un pont")
    assert roles_of(sound) == BODY
    assert broken.file.url in client.get(page.url).content.decode()


def test_everything_that_readers_see_can_be_made_at_once(capsys: Any) -> None:
    cover, hidden = picture(), picture()
    factories.article("Le pont", cover=cover, cover_alt="Un pont")
    factories.article("Le gué", cover=hidden, cover_alt="Un gué", live=False)
    call_command("prepare_pictures")
    assert "of 1 pictures" in capsys.readouterr().out
    assert roles_of(cover) >= COVER | LEAD
    assert not hidden.renditions.exists()
    broken = picture()
    Path(broken.file.path).unlink()
    factories.author("Line Peeters", photo=broken)
    with pytest.raises(CommandError, match="Une place"):
        call_command("prepare_pictures")
    call_command("prepare_pictures", background=True)
    assert "1 pictures left to the worker" in capsys.readouterr().out
