"""Whatever people do, in whatever order: no words are lost, the tree is sound, the state is true.

Sequences of what happens to a pair are drawn, the same at each run, and told to a model that knows
nothing of versions or dates: it remembers what was published, in plain Python.

Not a state machine of Hypothesis: that leaves out rules at random, and of as few sequences as a
suite has time for, none would come as far as a translation that is behind.
"""

from collections import Counter
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase
from hypothesis import example, given, settings
from hypothesis import strategies as st
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

PROFILE = settings(max_examples=5)  # few enough for each run of the suite
STEPS = 18
BY_HAND = "By hand"

PARAGRAPHS = [
    "La place est pavée depuis toujours.",
    "On y danse le soir de juin.",
    "Le marché se tient le jeudi matin.",
    "Personne ne sait qui a planté le tilleul.",
]
TITLES = ["La place", "La grande place", "Le marché"]
CODES = ["make demo", "make test"]

TEXTS = [tuple(PARAGRAPHS[:2]), tuple(PARAGRAPHS[1:]), (PARAGRAPHS[3],), tuple(PARAGRAPHS[:3])]

# The source as readers see it: title, paragraphs in order, code.
Content = tuple[str, tuple[str, ...], str]


class Pair:
    """An article in French, and what becomes of its English."""

    def __init__(self, user: Any) -> None:
        self.user = user
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

    @property
    def is_free(self) -> bool:
        """Whether translators are at work: it is neither stopped nor under review."""
        return not self.is_stopped and not self.is_in_review

    @property
    def is_whole(self) -> bool:
        """Whether translators could hand it over."""
        return self.is_free and not self.missing

    def edit(self, number: int) -> None:
        """Publish the source with another title, text or code, or with all of them as they are."""
        title, paragraphs, code = self.content
        variants: list[Content] = [
            (TITLES[number % 3], paragraphs, code),
            (title, TEXTS[number % len(TEXTS)], code),
            (title, tuple(reversed(paragraphs)), code),
            (title, paragraphs, CODES[number % 2]),
        ]
        self.content = variants[number % 4]
        self._publish_source()
        self._give(is_minor=False)

    def edit_a_little(self, _number: int) -> None:
        """Publish the source with a point more, and say that it is minor."""
        title, paragraphs, code = self.content
        self.content = (f"{title}.", paragraphs, code)
        self._publish_source()
        self._give(is_minor=True)
        accept_as_minor(TranslationSource.objects.get(pk=self.translation.source_id), self.user)

    def change_address(self, number: int) -> None:
        """Publish the source at another address."""
        page = self.source
        page.slug = f"adresse-{number}"
        _published(page)

    def move(self, number: int) -> None:
        """Move the source among its neighbours, or below the home page."""
        index = factories.blog_index("fr")
        place = index if number % 2 else index.get_parent()
        self.source.move(Page.objects.get(pk=place.pk), pos="last-child")

    def translate(self, number: int) -> None:
        """Translate what is missing, or, seldom, the first of it."""
        for segment in self.missing if number % 4 else self.missing[:1]:
            self._write(segment)

    def revise(self, number: int) -> None:
        """Write a passage anew, whatever it says."""
        segments = list(StringSegment.objects.filter(source=self.translation.source))
        self._write(segments[number % len(segments)])

    def save_draft(self, _number: int) -> None:
        """Keep the translation as it is."""
        self.translation.save_target(user=self.user, publish=False)
        self.drafted = len(self.versions) - 1

    def publish(self, _number: int) -> None:
        """Publish the translation."""
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.translation.save_target(user=self.user, publish=True)
        self.is_live = True
        self.drafted = self.seen = len(self.versions) - 1

    def submit(self, _number: int) -> None:
        """Hand the translation over to those who approve it."""
        submit_for_moderation(self.translation, self.user)
        self.is_in_review = True
        self.drafted = len(self.versions) - 1

    def decide(self, number: int) -> None:
        """Approve what was handed over, or send it back."""
        task = self.translation.get_target_instance().current_workflow_task_state
        # What shows the source's text cannot be published, whoever approves it.
        action = "approve" if number % 3 and not self.missing else "reject"
        with TestCase.captureOnCommitCallbacks(execute=True):
            task.task.specific.on_action(task, self.user, action)
        self.is_in_review = False
        if action == "approve":
            self.is_live, self.seen = True, self.drafted

    def stop(self, _number: int) -> None:
        """Edit the translation without its source from now on."""
        Translation.objects.filter(pk=self.pk).update(enabled=False)
        self.is_stopped = True

    def edit_by_hand(self, _number: int) -> None:
        """Give the stopped translation another title, and publish it."""
        page = self.translation.get_target_instance().get_latest_revision_as_object()
        self.by_hand = page.title = f"{BY_HAND} {len(self.words)}"
        self.words.add(page.title)
        _published(page)
        self.seen = self.drafted

    def resume(self, _number: int) -> None:
        """Take the translation up again."""
        resume(self.translation)
        if self.by_hand:
            kept = PassageVersion.objects.filter(context__path="title", data=self.by_hand)
            assert kept.exists()
        self.is_stopped, self.by_hand = False, ""
        self._give(is_minor=False)

    def export(self, _number: int) -> None:
        """Send the translation to an agency."""
        self.files.append(agency.exported("xliff", self.translation))

    def import_again(self, number: int) -> None:
        """Take a file back, perhaps one that is out of date."""
        contents = self.files[number % len(self.files)]
        receive(contents, None, lambda *_: True, only=self.translation)

    def check(self) -> None:
        """Hold what there is to the model."""
        assert not self._lost_words()
        if self.by_hand:
            assert self.translation.get_target_instance().title == self.by_hand
        assert not any(Page.find_problems())
        assert state_of(self.source, factories.locale("en")) == self.state

    @property
    def state(self) -> State:
        """What the model says of the translation."""
        if self.is_in_review:
            return State.AWAITING_REVIEW
        if self.is_stopped:
            return State.BY_HAND
        if not self.is_live:
            return State.IN_PROGRESS
        is_older = not all(self.versions[self.seen + 1 :])
        return State.BEHIND if is_older or self.missing else State.CURRENT

    def _lost_words(self) -> set[str]:
        """Return those that are no passage nor in its history; by hand, the page's will do."""
        rows = StringTranslation.objects.filter(locale__language_code="en")
        lost = self.words - {*rows.values_list("data", flat=True)}
        lost -= {*PassageVersion.objects.values_list("data", flat=True)}
        if any(words.startswith(BY_HAND) for words in lost):
            revisions = self.translation.get_target_instance().revisions.all()
            lost -= {revision.content["title"] for revision in revisions}
        return lost

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


# What can happen, whether it can now, and how often it is drawn.
EVENTS: dict[str, tuple[Callable[[Pair], Any], int]] = {
    "resume": (lambda pair: pair.is_stopped, 2),  # the first: drawn again and again, costs nothing
    "edit": (lambda pair: True, 4),
    "edit_a_little": (lambda pair: not pair.is_stopped, 1),
    "change_address": (lambda pair: True, 1),
    "move": (lambda pair: True, 1),
    "translate": (lambda pair: pair.is_free, 5),
    "revise": (lambda pair: pair.is_free, 1),
    "save_draft": (lambda pair: pair.is_free, 1),
    "publish": (lambda pair: pair.is_whole, 4),
    "submit": (lambda pair: pair.is_whole, 2),
    "decide": (lambda pair: pair.is_in_review, 3),
    "stop": (lambda pair: pair.is_free, 2),
    "edit_by_hand": (lambda pair: pair.is_stopped and pair.is_live, 3),
    "export": (lambda pair: pair.is_free, 1),
    "import_again": (lambda pair: pair.files and pair.is_free, 2),
}
DRAWN = st.sampled_from([name for name, (_can, often) in EVENTS.items() for _ in range(often)])


Events = list[tuple[str, int]]


def _told(text: str) -> Events:
    return [
        (name, int(number)) for name, _, number in (each.partition(":") for each in text.split())
    ]


# Two that come to everything, whatever is drawn besides.
MODERATED = _told(
    "translate:1 submit:0 edit:1 decide:1 export:0 translate:1 submit:0 decide:3 publish:0 move:0"
    " edit:2 import_again:0 publish:0 change_address:1 edit_a_little:0 edit:3"
)
LEFT_ALONE = _told(
    "save_draft:0 translate:1 publish:0 revise:2 stop:0 edit_by_hand:0 edit:1 edit_by_hand:0"
    " resume:0 translate:1 publish:0 stop:0 edit:0 edit:1 resume:0 publish:0"
)


@pytest.mark.django_db
@pytest.mark.usefixtures("any_words")
def test_no_order_of_events_loses_words_or_tells_an_untrue_state() -> None:
    user = get_user_model().objects.create_superuser("boss", "boss@example.org", "secret")
    happened: Counter[str] = Counter()
    states: Counter[State] = Counter()

    @PROFILE
    @example(MODERATED)
    @example(LEFT_ALONE)
    @given(st.lists(st.tuples(DRAWN, st.integers(0, 23)), min_size=STEPS, max_size=STEPS))
    def hold(events: Events) -> None:
        with transaction.atomic():
            pair = Pair(user)
            for name, number in events:
                if EVENTS[name][0](pair):
                    getattr(pair, name)(number)
                    pair.check()
                    happened[name] += 1
                    states[pair.state] += 1
            before = _tree()
            call_command("fixtree", interactive=False, stdout=StringIO())
            assert _tree() == before
            transaction.set_rollback(True)

    hold()
    # The sequences are worth something as long as they come to all of it.
    assert set(happened) == set(EVENTS), happened
    assert set(states) == set(State) - {State.MISSING, State.EXEMPT}, states
