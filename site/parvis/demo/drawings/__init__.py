"""One function a picture, grouped by what they show; `canvas` holds the pen and the palette."""
