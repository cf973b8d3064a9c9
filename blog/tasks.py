"""What a worker does for the publication in the background: `manage.py run_background`."""

from django_tasks import task

from blog import related
from parvis.media.tasks import BACKEND

# Pictures, which readers see, come first.
LATER = -10


@task(backend=BACKEND, priority=LATER)
def relate_with_nearest(key: int) -> None:
    """Relate an article anew, and those it is now near to."""
    related.relate_with_nearest(key)


@task(backend=BACKEND, priority=LATER)
def relate_each(keys: list[int]) -> None:
    """Relate articles anew."""
    related.relate_each(keys)
