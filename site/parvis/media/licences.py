"""Under what an article or a picture may be published, and where each licence is read."""

from django.utils.translation import gettext_lazy as _

LICENCES = [
    ("CC-BY-4.0", "CC BY 4.0"),
    ("CC-BY-SA-4.0", "CC BY-SA 4.0"),
    ("CC0-1.0", "CC0 1.0"),
    ("etalab-2.0", "Licence Ouverte 2.0"),
    ("OGL-UK-3.0", "Open Government Licence 3.0"),
    ("all-rights-reserved", _("All rights reserved")),
]
# A picture may be nobody’s any more.
PICTURE_LICENCES = [*LICENCES[:-1], ("PDM-1.0", _("Public domain")), LICENCES[-1]]
LICENCE_URLS = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "PDM-1.0": "https://creativecommons.org/publicdomain/mark/1.0/",
    "etalab-2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    "OGL-UK-3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
