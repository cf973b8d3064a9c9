"""The glossary's place in Wagtail's admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from parvis.translation.glossary.models import Concept
from parvis.translation.glossary.rights import ConceptPermissionPolicy

# Before the viewset is made: making it asks for the policy.
register_permission_policy(Concept, ConceptPermissionPolicy(Concept))


@hooks.register("register_admin_viewset")
def register_concepts() -> object:
    """Put the glossary into the admin and its menu."""
    from parvis.translation.glossary.viewsets import viewset

    return viewset
