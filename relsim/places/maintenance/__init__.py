"""For maintainers only: makes the embedded facts from public files, and what is known by hand; no run needs it."""
