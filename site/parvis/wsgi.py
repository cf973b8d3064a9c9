"""The WSGI application; production refuses to start on an unsafe configuration."""

import gc
import os

# What is loaded stays: looking for what could be thrown away takes an eighth of the start, and all
# that is there afterwards would be gone through again and again while pages are rendered.
gc.disable()

from django.core.wsgi import get_wsgi_application  # noqa: E402 (not while it loads)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.settings.production")
site = get_wsgi_application()

from parvis.accounts.start import refuse_unsafe_start  # noqa: E402 (needs the app registry)
from parvis.delivery.process import in_front_of  # noqa: E402 (likewise)
from parvis.statistics.counting import count_read  # noqa: E402 (likewise)

refuse_unsafe_start()
application = in_front_of(site, count_read)

# A page is made of thousands of objects that are gone with it: looking for those that hold each
# other after every seven hundred takes a twentieth of rendering it.
gc.set_threshold(5_000, 10, 10)
gc.freeze()
gc.enable()
