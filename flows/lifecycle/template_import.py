"""What a template must be to be taken in beside those that are there: whole, and newer than its namesake."""

from flows.errors import TemplateFault
from flows.lifecycle.template import Template, Templates
from flows.lifecycle.template_text import parse_template
from flows.lifecycle.toml_lines import locate

TEXT_LIMIT = 200_000
"""Characters. Our largest has some twenty thousand."""


def check_import(text: str, file: str, known: Templates) -> Template:
    """The template in ``text``. Raises ``TemplateFault`` for one that is broken, or not newer than what is known."""
    if len(text) > TEXT_LIMIT:
        raise TemplateFault(file, "", 1, f"is longer than {TEXT_LIMIT} characters")
    template = parse_template(text, file)
    newest = newest_version(template.name, known)
    if template.version <= newest:
        problem = f"must be greater than {newest}, the newest version of {template.name} that is here"
        raise TemplateFault(file, "version", locate(text)["version"], problem)
    return template


def newest_version(name: str, known: Templates) -> int:
    """The newest version of a template, 0 where there is none of that name."""
    return max((template.version for template in known if template.name == name), default=0)
