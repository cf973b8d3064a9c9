"""When an article was published: its front matter says, its file's name, git, or its file."""

import datetime as dt
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from blog.exchange.discover import Place, date_in_name
from blog.exchange.frontmatter import first, moment_of, text_of

NAMES = ("date", "published_at", "publishDate", "pubDate", "created")
# What Eleventy takes instead of a date.
ASKED = re.compile(r"(git )?(last modified|created)", re.IGNORECASE)
TIMEOUT = 10  # seconds
# An imported folder may bring a configuration of its own: nothing in it may start a program.
HARMLESS = ("-c", "log.showSignature=false", "-c", "core.fsmonitor=false", "--no-pager")


def date_of(place: Place, meta: dict[str, Any]) -> tuple[dt.datetime | None, str]:
    """Return the date of a file, or None, and what there is to say about where it comes from."""
    said = first(meta, *NAMES)
    if isinstance(said, str) and ASKED.fullmatch(said.strip()):
        return _of_the_file(place.path, said.strip().lower())
    if moment := moment_of(said):
        return moment, ""
    named = moment_of(date_in_name(place))
    words = text_of(said)
    if words:
        instead = "the one in its name is used" if named else "today’s is shown"
        return named, f"date not understood: {words[:80]}; {instead}"
    return named, "" if named else "no date: today’s is shown"


def _of_the_file(path: Path, asked: str) -> tuple[dt.datetime, str]:
    options = ["--diff-filter=A", "--follow"] if asked.endswith("created") else []
    if moment := _of_git(path, options):
        when = "first" if options else "last"
        return moment, f"date of its {when} commit in git: {moment.date().isoformat()}"
    moment = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    why = "git does not know it; " if asked.startswith("git") else ""
    return moment, f"{why}date of the last change of its file: {moment.date().isoformat()}"


def _of_git(path: Path, options: list[str]) -> dt.datetime | None:
    """Return when git last recorded (or first, as options say) a file, or None."""
    git = shutil.which("git")
    if git is None:
        return None
    command = [git, *HARMLESS, "log", "-1", "--format=%cI", *options, "--", path.name]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 (no shell, and the name stands after --)
            command,
            cwd=path.parent,
            env=environment,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return moment_of(done.stdout.strip()) if done.returncode == 0 else None
