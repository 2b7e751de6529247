"""Who does the work of a batch: processes here, or any executor."""
