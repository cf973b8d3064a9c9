"""The readers' index: what is searched of each published page, and the words of each language."""

from django.db import models
from wagtail.models import Locale, Page

LONGEST_WORD = 40
# How many letters a word has to have to be completed from its beginning, or corrected.
BEGINNING = 4


class Document(models.Model):
    """What is searched of one published page.

    Its columns of stems are what the databases' own full-text indexes are made of (migration
    0002): SQLite's by triggers, PostgreSQL's by generated columns.
    """

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="+")
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    date = models.DateTimeField(null=True)
    title_stems = models.TextField()
    label_stems = models.TextField()
    # The title's words as they are written, folded: what a title is suggested by.
    heading = models.TextField()
    body_stems = models.TextField()
    # As they are written: what extracts are taken from, and corrections written with.
    names = models.TextField(help_text="The title and the labels.")
    body = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["locale", "date"], name="search_document_date")]

    def __str__(self) -> str:
        return self.heading


class Facet(models.Model):
    """Something a document may be narrowed by: its year, one of its tags."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="facets", db_index=False)
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=255)
    label = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "kind", "value"], name="search_facet_once"),
        ]
        # The whole row, so that all documents of a value are listed from the index alone.
        indexes = [
            models.Index(fields=["kind", "value", "label", "document"], name="search_facet_whole"),
        ]

    def __str__(self) -> str:
        return self.label


class Word(models.Model):
    """A word that the documents of a language have, folded of case and accents."""

    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=LONGEST_WORD)
    stem = models.CharField(max_length=LONGEST_WORD)
    beginning = models.CharField(max_length=BEGINNING)
    written = models.CharField(max_length=LONGEST_WORD, help_text="As a text has it: égalité.")
    documents = models.PositiveIntegerField(help_text="How many documents have it.")
    cased = models.CharField(
        max_length=LONGEST_WORD, default="", help_text="With its capitals, as some text has it."
    )
    capitals = models.IntegerField(
        default=0,
        help_text="How many more documents write it with capitals, within sentences, than without.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["locale", "word"], name="search_word_once"),
        ]
        indexes = [
            models.Index(fields=["locale", "stem"], name="search_word_stem"),
            models.Index(fields=["locale", "beginning"], name="search_word_beginning"),
        ]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """The word as most documents write it."""
        return self.cased if self.capitals > 0 else self.written


class Misspelling(models.Model):
    """A word, whole or with one letter left out: what one typed wrong has in common with it."""

    word = models.ForeignKey(Word, models.CASCADE, related_name="misspellings", db_index=False)
    typed = models.CharField(max_length=LONGEST_WORD, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word", "typed"], name="search_misspelling_once"),
        ]

    def __str__(self) -> str:
        return self.typed
