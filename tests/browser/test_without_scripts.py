"""A reader whose browser runs no script does all there is to do."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.additions import TITLE


def test_a_reader_does_everything(browser: Browser, demo: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-BE")
    page = context.new_page()
    page.goto(f"{demo}/fr/")
    find(page, "chaque bloc", TITLE)
    read(page)
    change_language(page)
    go_by_subject(page)
    turn_the_page(page)
    write(page)
    context.close()


def find(page: Page, words: str, title: str) -> None:
    """Look for an article from the home page, and open it."""
    page.get_by_role("search").locator("input[name=q]").fill(words)
    page.get_by_role("search").locator("input[name=q]").press("Enter")
    expect(page.get_by_role("status")).to_contain_text(words)
    expect(page.locator(".results mark").first).to_be_visible()
    page.locator(".results").get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def read(page: Page) -> None:
    """Meet every block: what is folded opens, what is embedded is a link."""
    folded = page.locator(".block-accordion details").first
    expect(folded.locator(".text")).not_to_be_visible()
    folded.locator("summary").click()
    expect(folded.locator(".text")).to_be_visible()
    expect(page.locator(".block-code code")).to_have_text("make demo")
    expect(page.get_by_role("table", name="Réemploi").locator("td").first).to_have_text("4")
    link = page.locator(".embed-title a")
    expect(link).to_have_text("Une visite")
    expect(link).to_have_attribute("href", "https://www.youtube.com/watch?v=abcdefghij")
    expect(page.locator(".embed button, .embed iframe")).to_have_count(0)
    page.route("https://www.youtube.com/**", lambda route: route.fulfill(body="There"))
    link.click()
    page.wait_for_url("https://www.youtube.com/**")
    page.go_back()


def change_language(page: Page) -> None:
    """Read the same article in English, and come back."""
    page.locator(".languages").get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"EN {TITLE}")
    page.locator(".languages").get_by_role("link", name="Français").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def go_by_subject(page: Page) -> None:
    """Follow a tag: it lists the article one comes from."""
    tag = page.locator(".tags a").first
    name = tag.inner_text()
    tag.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator(".card-title").first).to_be_visible()


def turn_the_page(page: Page) -> None:
    """Go to the second page of all articles."""
    page.locator(".breadcrumbs a[href='/fr/blog/']").click()
    first = page.locator(".card-title").first.inner_text()
    page.locator(".pagination a[rel=next]").click()
    expect(page.locator(".pagination [aria-current=page]").first).to_contain_text("2")
    expect(page.locator(".card-title").first).not_to_have_text(first)


def write(page: Page) -> None:
    """Write to the publisher about an article, after a mistake."""
    page.locator(".card-title a").first.click()
    title = page.get_by_role("heading", level=1).inner_text()
    page.locator(".feedback-wrong").click()
    expect(page.locator(".lede a")).to_have_text(title)
    page.locator("main [type=submit]").click()
    expect(page.get_by_role("alert").locator("a[href='#text']")).to_be_visible()
    page.locator("#text").fill("Le lien de la note 2 est rompu.")
    page.wait_for_timeout(2_500)  # nobody writes faster
    page.locator("main [type=submit]").click()
    expect(page.get_by_role("status")).to_contain_text("votre message est arrivé")
    page.get_by_role("link", name="Retour à la page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
