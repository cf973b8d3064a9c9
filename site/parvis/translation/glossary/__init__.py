"""The words an organisation uses, in each language: terms, and where they occur."""
