"""What the glossary keeps: concepts with their terms, and the page that shows them."""

from parvis.translation.glossary.models.concept import Concept, Term
from parvis.translation.glossary.models.page import GlossaryPage

__all__ = ["Concept", "GlossaryPage", "Term"]
