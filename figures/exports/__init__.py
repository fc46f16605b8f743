"""Charts as files: PNG, SVG and PDF drawn by one kept browser; HTML and tables without any."""
