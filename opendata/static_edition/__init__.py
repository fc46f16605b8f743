"""Published releases as a plain site that any web server carries: pages in three languages, no script, no server."""
