"""The WSGI application; production refuses to start on an unsafe configuration."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.settings.production")
application = get_wsgi_application()

from parvis.accounts.start import refuse_unsafe_start  # noqa: E402 (needs the app registry)

refuse_unsafe_start()
