"""The admin's views on translations: wagtail-localize's own where they are safe, held by ours."""
