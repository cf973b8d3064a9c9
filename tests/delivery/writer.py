"""A process that changes a site: it reads acts from its input, and says when each is committed.

    python -m tests.delivery.writer    # then, a line each: publication 0, edit 12, addresses 0

What it answers is a line of JSON: null, the name of what went wrong, or what was asked for.
"""

import json
import os
import signal
import sys
from typing import Any

import django


def main() -> None:
    """Act until the input ends."""
    django.setup()
    from django.core.exceptions import ObjectDoesNotExist, ValidationError
    from django.db import DatabaseError, transaction

    from tests.delivery import acts, reached

    @transaction.atomic
    def killed(number: int) -> None:
        """Edit, and be killed when that is committed, before anybody is told."""
        transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
        acts.edit(number)

    known = {"killed": killed, "publication": lambda _number: acts.publication()} | acts.ACTS
    answers = {"addresses": lambda _number: reached.addresses()}
    for line in sys.stdin:
        name, number = line.split()
        given: Any = None
        try:
            given = (answers.get(name) or known[name])(int(number))
        except (DatabaseError, ObjectDoesNotExist, ValidationError) as error:
            # Another writer was there first: what was committed before stays.
            given = repr(error)
        told = given if name in answers or isinstance(given, str) else None
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
