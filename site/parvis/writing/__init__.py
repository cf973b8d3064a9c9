"""What an editor is told of a text: what keeps somebody from reading it, and how plain it is."""
