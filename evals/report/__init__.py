"""The report over all suites: data, figures, Markdown, one page of HTML."""
