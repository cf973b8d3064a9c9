"""How long a body takes to read."""

import math
from typing import Any

WORDS_A_MINUTE = 220


def reading_minutes(body: Any) -> int:
    """Return the minutes a StreamField's value takes to read, at least one."""
    texts = body.stream_block.get_searchable_content(body)
    return max(1, math.ceil(sum(len(str(text).split()) for text in texts) / WORDS_A_MINUTE))
