"""A batch on disk: its runs under keys of their content, its tables, its manifest."""
