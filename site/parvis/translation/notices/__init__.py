"""Who is asked to do what, and is told of it: in the admin, and by one mail an hour at most."""
