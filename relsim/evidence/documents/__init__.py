"""Documents: blocks of headings, paragraphs, figures and tables, and one writer for each kind of file."""
