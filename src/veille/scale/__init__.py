"""Volume: archives of many articles into Parquet, on one machine or a cluster, by the same code.

Shards go in, manifests come out. Only `engine` knows the engine that spreads the work.
"""
