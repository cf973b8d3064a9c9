"""Values that are the same in every language: they give translators nothing to fill in."""

from typing import Any

from wagtail.blocks import CharBlock, TextBlock


class SharedCharBlock(CharBlock):
    """A short text copied from the source to every translation."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        """Return none: the text is not translated."""
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """Return the source's value."""
        return value


class SharedTextBlock(TextBlock):
    """A long text copied from the source to every translation."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        """Return none: the text is not translated."""
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """Return the source's value."""
        return value
