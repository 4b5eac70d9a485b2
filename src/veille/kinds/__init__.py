"""One TOML file for each kind of mention."""
