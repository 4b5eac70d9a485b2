"""The world's names: countries, places, persons with dated offices, organisations, bodies of state."""
