"""What a batch has found, on disk: runs by what they hold, tables, manifest."""
