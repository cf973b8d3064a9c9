"""Markdown in (and, later, out): files to articles, with a report on every file."""

from blog.exchange.importer import import_folder
from blog.exchange.report import FileReport, Report

__all__ = ["FileReport", "Report", "import_folder"]
