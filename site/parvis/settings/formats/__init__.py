"""How dates and times are written where Django's own way is not that of the site's readers.

A folder a language. English is written here as in Europe, the day before the month.
"""
