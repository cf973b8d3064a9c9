"""What a worker does in the background: `manage.py run_background`."""

from django_tasks import task

from parvis.media.making import make
from parvis.media.models import Picture

BACKEND = "background"


@task(backend=BACKEND)
def make_renditions(picture_key: int, roles: list[str]) -> int:
    """Make what a picture lacks for some roles; return how many renditions that were."""
    picture = Picture.objects.filter(pk=picture_key).first()
    # It may have been deleted since.
    return make(picture, roles) if picture is not None else 0
