"""The site: what is on its pages, in a browser, and behind its token."""
