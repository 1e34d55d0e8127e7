"""The HTTP API: the counter and the back office, for pages and other systems to build on."""
