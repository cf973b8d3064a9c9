"""The database is stopped under a site that is served, and started again."""

from functools import partial
from pathlib import Path

from tests.delivery.processes import Site, serving, until
from tests.postgres import postgres, stopped

KEPT = ("/fr/", "/en/", "/fr/blog/")
# What is read for the first time meanwhile, by the language of its address and of what it says.
OTHERS = {
    ("fr", "De retour dans un instant"): "/fr/blog/carnet-0/",
    ("en", "Back in a moment"): "/en/blog/carnet-1/",
}


def is_served(site: Site, address: str) -> bool:
    """Return whether every worker sends a page."""
    return {given.status for given in site.ask_all(address)} == {200}


def test_kept_pages_are_served_and_others_say_so_until_it_is_back(tmp_path: Path) -> None:
    with postgres() as url:
        site = Site(tmp_path, url, {"DATABASE_POOL_TIMEOUT": "3"}, is_alone=True)
        site.manage("prepare_site")
        with serving(site):
            for address in KEPT:
                until(partial(is_served, site, address))
            before = {address: site.ask_all(address)[0].body for address in KEPT}
            with stopped(url):
                for address, body in before.items():
                    for given in site.ask_all(address):
                        assert (given.status, given.body) == (200, body)
                for (code, words), address in OTHERS.items():
                    for given in site.ask_all(address):
                        text = given.body.decode()
                        assert (given.status, given.headers["Retry-After"]) == (503, "10")
                        assert f'lang="{code}"' in text
                        assert words in text
                        assert not any(other in text for _code, other in OTHERS if other != words)
            for address in (*KEPT, *OTHERS.values()):
                until(partial(is_served, site, address))
            with site.writer() as writer:
                assert writer.ask("publish", 6) is None
            for given in site.ask_all("/fr/blog/"):
                assert b"Carnet 6" in given.body
