"""People are told each thing once, and only while they are about."""

from typing import Any

import pytest

from parvis.translation.notices.models import Kind, Notice
from parvis.translation.notices.telling import tell, tell_all

pytestmark = pytest.mark.django_db


def test_the_same_thing_is_told_once(person: Any) -> None:
    reader = person("Editors")
    assert tell(reader, Kind.REMARK, "remark:1", "/admin/", title="Une place")
    assert not tell(reader, Kind.REMARK, "remark:1", "/admin/", title="Une place")
    tell_all([reader, reader], Kind.REMARK, "remark:1", "/admin/", title="Une place")
    assert Notice.objects.get().details == {"title": "Une place"}


def test_several_people_are_told_in_one_query(person: Any, django_assert_num_queries: Any) -> None:
    people = [person("Editors"), person("Translators"), person("Moderators")]
    with django_assert_num_queries(1):
        tell_all(people, Kind.REMARK, "remark:1", "/admin/")
    assert Notice.objects.count() == 3


def test_whoever_is_gone_is_told_nothing(person: Any) -> None:
    gone = person("Editors")
    gone.is_active = False
    assert not tell(gone, Kind.REMARK, "remark:1", "/admin/")
    tell_all([gone], Kind.REMARK, "remark:1", "/admin/")
    assert not Notice.objects.exists()


def test_unread_comes_first_and_the_latest_before_the_others(person: Any) -> None:
    reader = person("Editors")
    for key in ("1", "2", "3"):
        tell(reader, Kind.REMARK, key, "/admin/")
    assert Notice.objects.of(reader).filter(key="3").mark_read() == 1
    assert Notice.objects.of(reader).mark_read() == 2
    tell(reader, Kind.REMARK, "4", "/admin/")
    Notice.objects.filter(key="1").update(read_at=None)
    assert [notice.key for notice in Notice.objects.of(reader).newest()] == ["4", "1", "3", "2"]
