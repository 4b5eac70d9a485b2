"""What is asked of a record: `queries` is the one module through which the command line and the web read it."""
