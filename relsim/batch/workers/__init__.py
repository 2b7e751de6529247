"""The workers of a batch: processes here, or any executor."""
