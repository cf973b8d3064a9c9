"""Who signs in to the demo. Known without Django, which takes a second to start."""

PASSWORD = "parvis-demo"  # noqa: S105 (printed by `make demo`, refused by production)

# username: (group or None for a superuser, first name, last name, language of the admin)
ACCOUNTS: dict[str, tuple[str | None, str, str, str]] = {
    "admin": (None, "Anne", "Declercq", "fr"),
    "editor": ("Editors", "Élise", "Maréchal", "fr"),
    "translator": ("Translators", "Tim", "Peeters", "en"),
    "reviewer": ("Reviewers EN", "Rachel", "Adam", "en"),
}
