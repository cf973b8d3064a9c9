"""A plugin of pytest that compiles the catalogues before Django reads them: routes are words too.

It is named in `pyproject.toml`, because a `conftest.py` is read only after Django has started.
"""

from parvis.pages.catalogues import compile_catalogues
from tests.tools import PROJECT

compile_catalogues(PROJECT / "locale")
