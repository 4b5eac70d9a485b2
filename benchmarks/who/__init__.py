"""Places, actors and attribution beside their peers: `python -m benchmarks.who`."""
