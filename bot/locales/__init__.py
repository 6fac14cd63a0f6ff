"""What we say in each language: gettext catalogs, and the tool that keeps them in step with the code."""
