"""Sphinx configuration of the site; `hq site build` writes the pages and calls Sphinx with this file."""

project = "HQ Master Data"
html_title = "HQ Master Data"
language = "en"

extensions = ["myst_parser"]
myst_heading_anchors = 4
root_doc = "index"
smartquotes = False
highlight_language = "text"
pygments_style = "friendly"
pygments_dark_style = "github-dark"

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["hq.css"]
html_js_files = [("hq.js", {"defer": "defer"})]
html_favicon = "_static/icon.svg"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_use_index = False
html_domain_indices = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#00567d", "color-brand-content": "#00567d"},
    "dark_css_variables": {"color-brand-primary": "#6cc0ee", "color-brand-content": "#6cc0ee"},
}
