"""Keeping watch: sources are asked by their own rhythm, and what they list is filed exactly once, for weeks and through every crash."""
