"""Times, money and counts beside their peers: `python -m benchmarks.quantities`."""
