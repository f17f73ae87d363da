"""Template + values → mail text and HTML: Jinja2 in a sandbox, Markdown, and what they say when something is wrong.

renderer.py renders; markup.py turns Markdown into text and HTML; values.py and report.py make the Danish variables,
variables.py says what they mean; sandbox.py, template_check.py and template_errors.py guard what staff may write.
"""
