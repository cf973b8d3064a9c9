"""The public site as files, and as an archive: every address asked in process, and written down.

First all is asked and kept aside (`crawl`), so that each link is known to lead to a page, away or
nowhere; then pages are written with links to one another (`links`, `folder`), and what was written
is read again (`check`).
"""
