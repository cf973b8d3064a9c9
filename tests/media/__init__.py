"""Pictures and files: what is made of them, and how they reach readers."""
