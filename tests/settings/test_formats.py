"""Dates of people: English has them as its readers here write them."""

from datetime import UTC, date, datetime

from django import forms
from django.utils.formats import date_format
from django.utils.translation import override

DAY, MOMENT = date(2026, 11, 3), datetime(2026, 11, 3, 21, 50, tzinfo=UTC)


def test_in_english_the_day_comes_before_the_month() -> None:
    with override("en"):
        assert date_format(DAY) == "3 November 2026"
        assert date_format(DAY, "SHORT_DATE_FORMAT") == "03/11/2026"
        assert date_format(DAY, "MONTH_DAY_FORMAT") == "3 November"
        assert date_format(MOMENT, "DATETIME_FORMAT") == "3 November 2026, 21:50"
        assert date_format(MOMENT, "SHORT_DATETIME_FORMAT") == "03/11/2026 21:50"


def test_in_english_a_date_is_read_as_it_is_written() -> None:
    with override("en"):
        assert forms.DateField().clean("03/11/2026") == DAY
        assert forms.DateField().clean("2026-11-03") == DAY


def test_other_languages_keep_their_own() -> None:
    with override("fr"):
        assert date_format(DAY) == "3 novembre 2026"
    with override("de"):
        assert date_format(DAY) == "3. November 2026"
