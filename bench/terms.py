"""A small glossary for measurements: of the words of a public blog, and of our own pairs."""

from functools import cache

from wagtail.models import Locale

from parvis.translation.glossary.models import Concept, Term
from parvis.translation.glossary.snapshot import Glossary

CODES = {"en": 1, "fr": 2, "fr-CA": 3, "fr-BE": 4}
# The term of each language, and those to avoid: words the publisher keeps to, as a house would
# that has a glossary.
CONCEPTS = (
    ("design system", ["conception system"], "système de design", ["système de conception"]),
    ("breadcrumbs", ["crumb trail"], "chemin de navigation", ["fil d’Ariane"]),
    ("error message", ["fault notice"], "message d’erreur", ["avis d’erreur"]),
    ("stepper", ["step counter"], "indicateur d’étape", ["compteur d’étapes"]),
    ("date modified", ["date of change"], "date de modification", ["date de changement"]),
    ("town hall", ["communal house"], "maison communale", ["hôtel de ville"]),
    ("free software", ["freeware"], "logiciel libre", ["gratuiciel"]),
    ("public contract", ["public market"], "marché public", ["contrat d’achat"]),
)


@cache
def locale(code: str) -> Locale:
    """Return a locale that no database knows."""
    return Locale(pk=CODES[code], language_code=code)


def _glossary() -> Glossary:
    terms: list[Term] = []
    for number, (english, not_english, french, not_french) in enumerate(CONCEPTS, start=1):
        concept = Concept(pk=number, key=english.replace(" ", "-"))
        for code in CODES:
            right, wrong = (english, not_english) if code == "en" else (french, not_french)
            named = [(right, Term.Status.PREFERRED), *((t, Term.Status.FORBIDDEN) for t in wrong)]
            terms += [
                Term(pk=len(terms) + place, concept=concept, locale=locale(code), text=text,
                     status=status)
                for place, (text, status) in enumerate(named, start=1)
            ]  # fmt: skip
    return Glossary(terms)


GLOSSARY = _glossary()
