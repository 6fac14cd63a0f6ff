"""``python -m bot.locales``: collect every text of ``bot/`` and bring all catalogs up to date."""

import click

from bot.locales.upkeep import refresh


@click.command()
def main() -> None:
    """Collect texts, update catalogs, and name the messages that still need a translation."""
    for locale, missing in refresh().items():
        click.echo(f"{locale}: {len(missing)} to translate")
        for text in missing:
            click.echo(f"  {text}")


main()
