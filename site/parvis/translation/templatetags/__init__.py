"""What templates may ask about translations."""
