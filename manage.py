#!/usr/bin/env python
"""Django's entry point: `python manage.py <command>`."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Run one management command, with `site/` (a plain folder) on the path."""
    here = Path(__file__).resolve().parent
    for folder in (here / "site", here):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
