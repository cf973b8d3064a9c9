"""Who may change which terms: those of the languages they write in."""

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from parvis.translation.glossary.models import Concept
from parvis.translation.rights import written_languages


def locales_written_by(user: Any) -> set[int]:
    """Return the ids of the locales whose terms the user may change."""
    return set(written_languages(user).values_list("pk", flat=True))


class ConceptPermissionPolicy(ModelPermissionPolicy):
    """Rights on concepts: the model's; who deletes one deletes its terms in every language.

    Changing a concept is open to all who may change concepts: the form holds them to the terms
    of their own languages.
    """

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Concept) -> bool:
        """Whether the user may do this to that very concept."""
        if not self.user_has_permission(user, action):
            return False
        return action != "delete" or _locales_of(instance) <= locales_written_by(user)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Concept
    ) -> bool:
        """Whether the user may do one of these things to that very concept."""
        return any(
            self.user_has_permission_for_instance(user, action, instance) for action in actions
        )


def _locales_of(concept: Concept) -> set[int]:
    return {term.locale_id for term in concept.terms.all()}
