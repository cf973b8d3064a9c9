"""The WSGI application; production refuses to start on an unsafe configuration."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.settings.production")
site = get_wsgi_application()

from parvis.accounts.start import refuse_unsafe_start  # noqa: E402 (needs the app registry)
from parvis.delivery.process import in_front_of  # noqa: E402 (likewise)
from parvis.statistics.counting import count_read  # noqa: E402 (likewise)

refuse_unsafe_start()
application = in_front_of(site, count_read)
