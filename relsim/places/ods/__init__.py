"""Places made from the files of the NHS Organisation Data Service that anybody can download."""
