"""Settings: `base` is shared; each other module holds only its differences."""
