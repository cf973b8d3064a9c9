"""What frames the publication: home page, plain pages, menus and the identity of the site."""
