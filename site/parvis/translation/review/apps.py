"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    """Makes reviewing a right of its own among those a group has on pages."""

    name = "parvis.translation.review"
    label = "parvis_review"
    verbose_name = _("review")

    def ready(self) -> None:
        """Have the form of a group offer the right before it is built, and listen to reviewers."""
        from django.db.models.signals import post_save
        from wagtail.models import Revision

        from parvis.translation.review.approving import follow_reviewer
        from parvis.translation.review.permissions import offer_right

        offer_right()
        post_save.connect(follow_reviewer, sender=Revision, dispatch_uid="review_of_revisions")
