"""Whatever people do, in whatever order: no words are lost, the tree is sound, the state is true.

Sequences of what happens to a pair are drawn, the same at each run, and told to a model that knows
nothing of versions or dates: it remembers what was published, in plain Python.
"""

from io import StringIO
from typing import Any, ClassVar

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from blog.models import ArticlePage
from parvis.translation.files.exchange import receive
from parvis.translation.moderation import submit_for_moderation
from parvis.translation.state import State, state_of
from parvis.translation.workbench.models import PassageVersion
from parvis.translation.workbench.passages import row_of, version_of
from parvis.translation.workbench.resuming import resume
from parvis.translation.workbench.saving import save_passage
from parvis.translation.workbench.versions import accept_as_minor
from tests import factories
from tests.translation import documents
from tests.translation.files import agency

# Always the same sequences, and few enough for each run of the suite.
PROFILE = settings(
    max_examples=9,
    stateful_step_count=12,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

PARAGRAPHS = [
    "La place est pavée depuis toujours.",
    "On y danse le soir de juin.",
    "Le marché se tient le jeudi matin.",
    "Personne ne sait qui a planté le tilleul.",
]
TITLES = ["La place", "La grande place", "Le marché"]
CODES = ["make demo", "make test"]

# The source as readers see it: title, paragraphs in order, code.
Content = tuple[str, tuple[str, ...], str]


class Pair(RuleBasedStateMachine):
    """An article in French, and what becomes of its English."""

    user: ClassVar[Any]

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.content: Content = (TITLES[0], (PARAGRAPHS[0], PARAGRAPHS[1]), CODES[0])
        self.page = factories.article(
            self.content[0],
            body=[
                ("text", _html(self.content[1])),
                ("code", {"language": "bash", "code": CODES[0], "caption": "Une commande"}),
            ],
        )
        self.pk = documents.translate(self.page).pk
        # What the translators were given: whether each of its versions was a minor edit.
        self.given: Content = self.content
        self.versions = [False]
        self.drafted = self.seen = 0
        self.is_live = self.is_stopped = self.is_in_review = False
        self.words: set[str] = set()
        self.by_hand = ""
        self.files: list[bytes] = []

    def teardown(self) -> None:
        """Have the tree checked by Wagtail itself, and leave nothing."""
        try:
            before = _tree()
            call_command("fixtree", interactive=False, stdout=StringIO())
            assert _tree() == before
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    @property
    def translation(self) -> Translation:
        """The record, as the database has it."""
        return Translation.objects.get(pk=self.pk)

    @property
    def source(self) -> Any:
        """The article, as the database has it."""
        return ArticlePage.objects.get(pk=self.page.pk)

    @property
    def missing(self) -> list[StringSegment]:
        """The passages without a translation, looked up one by one."""
        segments = StringSegment.objects.filter(source=self.translation.source)
        return [each for each in segments if row_of(self.translation, each).first() is None]

    def is_free(self) -> bool:
        """Whether translators are at work: it is neither stopped nor under review."""
        return not self.is_stopped and not self.is_in_review

    @initialize(is_published=st.sampled_from([True, True, False]))
    def begin(self, is_published: bool) -> None:
        """Begin with a draft, or, more often, with a translation that readers see."""
        if is_published:
            self.translate(every=True)
            self.publish()

    @rule(
        title=st.sampled_from(TITLES),
        paragraphs=st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=3, unique=True),
        code=st.sampled_from(CODES),
    )
    def edit(self, title: str, paragraphs: list[str], code: str) -> None:
        """Publish the source anew, changed or not."""
        self.content = (title, tuple(paragraphs), code)
        self._publish_source()
        self._give(is_minor=False)

    @precondition(lambda self: not self.is_stopped)
    @rule()
    def edit_a_little(self) -> None:
        """Publish the source with a point more, and say that it is minor."""
        title, paragraphs, code = self.content
        self.content = (f"{title}.", paragraphs, code)
        self._publish_source()
        self._give(is_minor=True)
        accept_as_minor(TranslationSource.objects.get(pk=self.translation.source_id), self.user)

    @rule(number=st.integers(1, 3))
    def change_address(self, number: int) -> None:
        """Publish the source at another address."""
        page = self.source
        page.slug = f"adresse-{number}"
        _published(page)

    @rule(is_first=st.booleans())
    def move(self, is_first: bool) -> None:
        """Move the source among its neighbours, or below the home page."""
        index = factories.blog_index("fr")
        place = index if is_first else index.get_parent()
        self.source.move(Page.objects.get(pk=place.pk), pos="last-child")

    @precondition(is_free)
    @rule(every=st.booleans())
    def translate(self, every: bool) -> None:
        """Translate what is missing, or the first of it."""
        for segment in self.missing if every else self.missing[:1]:
            self._write(segment)

    @precondition(is_free)
    @rule(number=st.integers(0, 7))
    def revise(self, number: int) -> None:
        """Write a passage anew, whatever it says."""
        segments = list(StringSegment.objects.filter(source=self.translation.source))
        self._write(segments[number % len(segments)])

    @precondition(is_free)
    @rule()
    def save_draft(self) -> None:
        """Keep the translation as it is."""
        self.translation.save_target(user=self.user, publish=False)
        self.drafted = len(self.versions) - 1

    @precondition(lambda self: self.is_free() and not self.missing)
    @rule()
    def publish(self) -> None:
        """Publish the translation."""
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.translation.save_target(user=self.user, publish=True)
        self.is_live = True
        self.drafted = self.seen = len(self.versions) - 1

    @precondition(lambda self: self.is_free() and not self.missing)
    @rule()
    def submit(self) -> None:
        """Hand the translation over to those who approve it."""
        submit_for_moderation(self.translation, self.user)
        self.is_in_review = True
        self.drafted = len(self.versions) - 1

    @precondition(lambda self: self.is_in_review and not self.missing)
    @rule(action=st.sampled_from(["approve", "reject"]))
    def decide(self, action: str) -> None:
        """Approve what was handed over, or send it back."""
        task = self.translation.get_target_instance().current_workflow_task_state
        with TestCase.captureOnCommitCallbacks(execute=True):
            task.task.specific.on_action(task, self.user, action)
        self.is_in_review = False
        if action == "approve":
            self.is_live, self.seen = True, self.drafted

    @precondition(is_free)
    @rule()
    def stop(self) -> None:
        """Edit the translation without its source from now on."""
        Translation.objects.filter(pk=self.pk).update(enabled=False)
        self.is_stopped = True

    @precondition(lambda self: self.is_stopped and self.is_live)
    @rule()
    def edit_by_hand(self) -> None:
        """Give the stopped translation another title, and publish it."""
        page = self.translation.get_target_instance().get_latest_revision_as_object()
        self.by_hand = page.title = f"By hand {len(self.words)}"
        self.words.add(page.title)
        _published(page)
        self.seen = self.drafted

    @precondition(lambda self: self.is_stopped)
    @rule()
    def resume(self) -> None:
        """Take the translation up again."""
        resume(self.translation)
        self.is_stopped, self.by_hand = False, ""
        self._give(is_minor=False)

    @precondition(is_free)
    @rule()
    def export(self) -> None:
        """Send the translation to an agency."""
        self.files.append(agency.exported("xliff", self.translation))

    @precondition(lambda self: self.files and self.is_free())
    @rule(is_old=st.booleans())
    def import_again(self, is_old: bool) -> None:
        """Take a file back, perhaps one that is out of date."""
        contents = self.files[0 if is_old else -1]
        receive(contents, None, lambda *_: True, only=self.translation)

    @invariant()
    def no_words_are_lost(self) -> None:
        """Each is a passage or in its history; by hand, in the history of the page until then."""
        rows = StringTranslation.objects.filter(locale__language_code="en")
        kept = {*rows.values_list("data", flat=True)}
        kept |= {*PassageVersion.objects.values_list("data", flat=True)}
        lost = self.words - kept
        if self.is_stopped and lost:
            revisions = self.translation.get_target_instance().revisions.all()
            lost -= {revision.content["title"] for revision in revisions}
        assert not lost

    @invariant()
    def the_last_words_by_hand_are_the_title(self) -> None:
        """Nothing but a person replaces them."""
        if self.by_hand:
            assert self.translation.get_target_instance().title == self.by_hand

    @invariant()
    def the_tree_is_sound(self) -> None:
        """No page has lost its place."""
        assert not any(Page.find_problems())

    @invariant()
    def the_state_is_true(self) -> None:
        """It is what the model says."""
        assert state_of(self.source, factories.locale("en")) == self._state()

    def _state(self) -> State:
        if self.is_in_review:
            return State.AWAITING_REVIEW
        if self.is_stopped:
            return State.BY_HAND
        if not self.is_live:
            return State.IN_PROGRESS
        is_older = not all(self.versions[self.seen + 1 :])
        return State.BEHIND if is_older or self.missing else State.CURRENT

    def _publish_source(self) -> None:
        title, paragraphs, code = self.content
        page = self.source
        page.title = title
        page.body[0].value.source = _html(paragraphs)
        page.body[1].value["code"] = code
        _published(page)

    def _give(self, *, is_minor: bool) -> None:
        """Note what translators are given, where it differs and somebody follows it."""
        if self.is_stopped or self.content == self.given:
            return
        self.given = self.content
        self.versions.append(is_minor)

    def _write(self, segment: StringSegment) -> None:
        words = f"Words {len(self.words)}"
        if segment.context.path == "slug":
            words = f"words-{len(self.words)}"
        row = row_of(self.translation, segment).first()
        save_passage(self.translation, segment, words, self.user, seen=version_of(row))
        self.words.add(words)


def _html(paragraphs: tuple[str, ...]) -> str:
    return "".join(f"<p>{words}</p>" for words in paragraphs)


def _published(page: Any) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()


def _tree() -> list[Any]:
    return list(Page.objects.order_by("pk").values_list("pk", "path", "depth", "numchild"))


@pytest.mark.django_db
def test_no_order_of_events_loses_words_or_tells_an_untrue_state() -> None:
    Pair.user = get_user_model().objects.create_superuser("boss", "boss@example.org", "secret")
    run_state_machine_as_test(Pair, settings=PROFILE)
