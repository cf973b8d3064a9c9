"""Who signs in to the demo. Known without Django, which takes a second to start."""

PASSWORD = "parvis-demo"  # noqa: S105 (printed by `make demo`, refused by production)

# username: (group or None for a superuser, first name, language of the admin)
ACCOUNTS: dict[str, tuple[str | None, str, str]] = {
    "admin": (None, "Admin", "fr"),
    "editor": ("Editors", "Élise", "fr"),
    "translator": ("Translators", "Tim", "en"),
    "reviewer": ("Reviewers EN", "Rachel", "en"),
}
