"""Which words of a Markdown text did not arrive in an article."""

import json
import re
from collections import Counter
from html import unescape

from blog.models import ArticlePage

WORD = re.compile(r"[^\W\d_]{3,}")
# Front matter, template expressions, comments, tags, addresses and what a mouse shows over a
# link: not read by anybody, or not by everybody.
UNREAD = [
    re.compile(r"\A---\n.*?\n---\n", re.DOTALL),
    re.compile(r"\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", re.DOTALL),
    re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL),
    re.compile(r"</?[A-Za-z][^<>]*>", re.DOTALL),
    re.compile(r"\]\([^()\s]*(\([^()\s]*\)[^()\s]*)*(\s+\"[^\"\n]*\")?\)"),
    re.compile(r"https?://\S+"),
    re.compile(r"^\s*(```|~~~)\w*", re.MULTILINE),
]


def lost_words(text: str, page: ArticlePage) -> Counter[str]:
    """Return the words of a file that its article has fewer times."""
    for unread in UNREAD:
        text = unread.sub(" ", text)
    body = json.dumps(list(page.body.raw_data), ensure_ascii=False).replace("\\n", " ")
    return _words(text) - _words(f"{body} {page.title}")


def _words(text: str) -> Counter[str]:
    return Counter(WORD.findall(unescape(text).lower()))
