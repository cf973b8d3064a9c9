"""Asking the Nu HTML checker about pages that are in a folder."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.tools import vnu_jar


def wrong_in(folder: Path) -> set[str]:
    """Return all that the checker says of the HTML files of a folder, warnings and advice too."""
    jar, java = vnu_jar(), shutil.which("java")
    if jar is None or java is None:
        pytest.skip("the Nu HTML checker (npm: vnu-jar) or Java is not installed")
    answer = subprocess.run(
        [java, "-jar", str(jar), "--format", "json", "--exit-zero-always", str(folder)],
        capture_output=True, check=True,
    )  # fmt: skip
    messages = json.loads(answer.stderr or b'{"messages": []}')["messages"]
    return {f"{m['type']} {Path(m['url']).name}: {m['message']}" for m in messages}
