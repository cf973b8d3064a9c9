"""What letters become in an address, as the language of a text spells them."""

import unicodedata

from django.utils.text import slugify

# Letters that would be left out, or lose what German means by their dots.
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ĳ": "ij"})
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
LONGEST = 110


def slug_of(text: str, language: str, longest: int = LONGEST) -> str:
    """Return the end of an address, of the letters of a text as its language spells them without
    accents: *coeur*, *oeffentlich*. Empty where it has none.
    """
    text = unicodedata.normalize("NFC", text.lower())
    if language.partition("-")[0] == "de":
        text = text.translate(GERMAN)
    return slugify(text.translate(LETTERS))[:longest].rstrip("-")
