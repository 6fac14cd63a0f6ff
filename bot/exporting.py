"""A project's history written to a file by whoever runs Liandong: ``python -m bot export``."""

from datetime import UTC, datetime

from bot import bootstrap
from bot.blocks.lens import Lens
from bot.config import Settings
from bot.filing import File, record_of, written
from bot.laws import Laws
from bot.library import Library
from bot.words import WordBook


class NotOne(Exception):
    """No workspace has a project with this key, or several have: then ``teams`` names them."""

    def __init__(self, teams: tuple[str, ...]) -> None:
        super().__init__(", ".join(teams))
        self.teams = teams


def history(settings: Settings, key: str, file: File, team: str = "") -> str:
    """The file's text in the default language, as somebody reads it who has no vote. Raises ``NotOne``.

    Raises ``StorageError`` and ``TemplateFault`` too.
    """
    store = bootstrap.open_store(settings.database_url)
    try:
        with store.read() as reads:
            teams = (team,) if team else reads.teams()
            found = [card for name in teams if (card := reads.card(name, key)) is not None]
            if len(found) != 1:
                raise NotOne(tuple(card.team_id for card in found))
            (card,) = found
            templates = Library(bootstrap.load_templates(), store).of(card.team_id)
            today = datetime.now(UTC).astimezone(settings.zone).date()
            lens = Lens(WordBook(settings.language).default, templates, today, Laws().titles())
            return written(file, record_of(reads, card, lens, reader=""))
    finally:
        store.close()
