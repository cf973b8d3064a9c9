"""Which page each link of a folder of files leads to, while its pages are made, and some unmade."""

from collections import defaultdict

from blog.exchange.articles import Plan
from blog.exchange.frontmatter import first, text_of
from blog.exchange.links import candidates, plain_name


class Destinations:
    """The names that links call pages by, in each language, and which files lead where."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], int] = {}
        self._linked: dict[str, set[int]] = defaultdict(set)
        self._gone: set[int] = set()

    def learn(self, plan: Plan, page: int) -> None:
        """Learn under which names links may call the page of a file."""
        permalink = text_of(first(plan.meta, "permalink", "url"))
        said = text_of(first(plan.meta, "translationKey", "translation_key", "ref"))
        for name in (plan.place.relative, permalink, f"article:{said}"):
            if name not in {"", "article:"}:
                self._names.setdefault((plain_name(name), plan.code), page)

    def forget(self, page: int) -> None:
        """Let no link lead to a page any more."""
        self._gone.add(page)
        self._names = {name: key for name, key in self._names.items() if key != page}

    def begin(self, plan: Plan) -> None:
        """Forget where a file leads: it is about to be looked at."""
        self._linked[plan.place.relative].clear()

    def of(self, href: str, plan: Plan, languages: list[str]) -> int | None:
        """Return the page a link of a file leads to, in its language first, then in these."""
        for name in [plain_name(href), *candidates(href, plan.place.relative)]:
            for code in dict.fromkeys([plan.code, *languages]):
                if (name, code) in self._names:
                    self._linked[plan.place.relative].add(self._names[name, code])
                    return self._names[name, code]
        return None

    def has_lost(self, plan: Plan) -> bool:
        """Whether a file leads to a page that was forgotten since."""
        return bool(self._gone & self._linked[plan.place.relative])
