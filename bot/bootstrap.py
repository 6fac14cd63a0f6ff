"""The composition root: the only file that sees flows, storage and bot. Everything is made here and handed on."""

import logging
import threading
from datetime import timedelta
from functools import cache
from importlib.resources import files

from bot.acting import follower
from bot.census import Census
from bot.clock import RemoteClock, SystemClock
from bot.config import Settings
from bot.context import Desk, Team
from bot.courier import Courier
from bot.delivery import Relay
from bot.digests.composing import Composer
from bot.digests.registry import shipped_sections
from bot.discretion import Discretion
from bot.doors import entrance_of
from bot.download import fetcher, file_fetcher
from bot.entrance import Entrance
from bot.figures import register_figures
from bot.forewarning import Forewarning
from bot.gateway import Gateway, web_client
from bot.hours import Hours
from bot.identifying import NoIdentity, identify
from bot.jobs import clock_jobs
from bot.laws import Laws
from bot.library import Library
from bot.new_ids import id_maker
from bot.pacing import Pace
from bot.pausing import token_is_good
from bot.presence import Presence
from bot.prompting import PromptWriter
from bot.public_holidays import PublicHolidays, likely_country, office_days
from bot.rendering import Renderer
from bot.residents import Residents
from bot.schedule import Schedule
from bot.sidecalls import SideCalls
from bot.warden import Warden
from bot.watchparts import WatchParts, watch_parts
from bot.words import WordBook
from flows.lifecycle.template import Templates
from flows.lifecycle.template_text import parse_template
from flows.rhythm.calendar import PersonCalendar
from flows.rhythm.people import WorkingTime
from storage import open_store

__all__ = ["Bot", "NoIdentity", "build", "load_templates", "open_store"]

log = logging.getLogger(__name__)

WATCH_SECONDS = 0.5
FIRST_LOOK_SECONDS = 5.0
"""The relay waits so long at the start for the people's languages; a large workspace takes longer to list."""


@cache
def load_templates() -> Templates:
    """Every workflow template that ships with the product, read once. Raises ``TemplateFault``."""
    folder = files("flows.lifecycle") / "templates"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return Templates(parse_template(f.read_text(encoding="utf-8"), f.name) for f in found)


def open_gateway(settings: Settings) -> Gateway:
    return Gateway(web_client(settings.slack_bot_token.get_secret_value(), settings.api_url))


class Bot:
    """The running product. ``start`` once, ``stop`` once."""

    def __init__(
        self,
        *,
        desk: Desk,
        clock: SystemClock | RemoteClock,
        entrance: Entrance,
        relay: Relay,
        schedule: Schedule,
        census: Census,
        side_calls: SideCalls,
        warden: Warden,
        watch: WatchParts,
    ) -> None:
        self.desk = desk
        self.entrance = entrance
        self._clock, self._relay, self._schedule = clock, relay, schedule
        self._census, self._side_calls = census, side_calls
        self._warden, self._watch = warden, watch

    def start(self) -> None:
        """Let nobody in before the relay can answer them."""
        if isinstance(self._clock, RemoteClock):
            self._clock.on_change(self._relay.wake)
            self._clock.on_change(self._schedule.tick)
            self._clock.on_change(self._census.look_again)
        self._census.start()
        if not self._census.wait(FIRST_LOOK_SECONDS):
            log.warning("the list of people is not complete yet; who is not known is spoken to in the default language")
        self._relay.start()
        self._warden.start()
        self._schedule.start()
        self.entrance.open()

    def run_until(self, told_to_stop: threading.Event) -> str:
        """Wait until told to stop. Returns why it cannot go on, or empty text."""
        while not told_to_stop.wait(WATCH_SECONDS):
            if self.entrance.problem:
                return f"Slack refuses the app-level token: {self.entrance.problem}"
            if not self._relay.alive:
                return "the relay has died; start the bot again"
        return ""

    def stop(self) -> None:
        """Let nobody in any more, finish what is in flight, close the database."""
        self.entrance.close()
        if isinstance(self._clock, RemoteClock):
            self._clock.stop()
        self._schedule.stop()
        self._watch.stop()
        self._side_calls.stop()
        self._warden.stop()
        self._relay.stop()
        self._census.stop()
        self.desk.store.close()


def build(settings: Settings) -> Bot:
    """Open the database, ask Slack who we are, and put everything together; nothing runs yet but the clock.

    Raises ``StorageError`` for the database, ``TemplateFault`` for a template, ``NoIdentity`` for the token.
    """
    gateway = open_gateway(settings)
    identity = identify(gateway)
    store = open_store(settings.database_url)
    clock = RemoteClock(settings.clock_url) if settings.clock_url else SystemClock()
    if isinstance(clock, RemoteClock):
        clock.start()
    templates, words, new_id = Library(load_templates(), store), WordBook(settings.language), id_maker()
    laws = Laws()
    rules = laws.titles()
    pace = Pace(settings.channel_rate, settings.workspace_rate)
    discretion = Discretion(store, gateway, identity.team_id)
    holidays = PublicHolidays()
    working_time = WorkingTime(holidays, settings.zone, likely_country)
    next_for = working_time.next_for
    hours = Hours(
        store,
        working_time,
        PersonCalendar(zone=settings.zone, country=settings.country),
        within=timedelta(minutes=settings.spread_minutes),
        is_active=Presence(gateway).is_active,
    )
    composer = Composer(
        sections=shipped_sections(),
        words=words,
        templates=templates,
        zone=settings.zone,
        working=working_time,
    )
    relay = Relay(
        store=store,
        courier=Courier(
            Renderer(
                store,
                words,
                templates,
                settings.zone,
                rules=rules,
                font=settings.font,
                digests=composer,
                prompter=PromptWriter(working_time),
            ),
            gateway,
            discretion,
            pace,
            hours.leaves,
            hears=hours.hears,
            brings=hours.brings,
            forewarn=Forewarning(store, gateway, discretion, pace, laws=laws).deliver,
        ),
        pace=pace,
        clock=clock,
        new_id=new_id,
        lease_seconds=settings.lease_seconds,
        check_token=gateway.token_problem,
        on_good_token=lambda now: token_is_good(store, identity.team_id, settings.admins, now=now, new_id=new_id),
    )
    residents = Residents(
        store, working_time, clock=clock, new_id=new_id, wake=relay.wake, reconsider=discretion.reconsider
    )  # fmt: skip
    side_calls = SideCalls(gateway, residents, identity.team_id)
    warden = Warden(store, discretion, identity.team_id, clock=clock, new_id=new_id, wake=relay.wake)
    desk = Desk(
        store=store,
        templates=templates,
        clock=clock,
        new_id=new_id,
        settings=settings,
        words=words,
        team=Team(id=identity.team_id, bot_id=identity.bot_id, bot_user_id=identity.user_id),
        outward=side_calls,
        wake=relay.wake,
        learn=side_calls.learn,
        fetch=fetcher(settings.slack_bot_token.get_secret_value(), settings.api_url),
        fetch_file=file_fetcher(settings.slack_bot_token.get_secret_value(), settings.api_url),
        reconsider=discretion.reconsider,
        halt=relay.halt,
        laws=laws,
        lookout=warden,
        rules=rules,
        working=working_time,
        more=register_figures(lambda: clock.now().astimezone(settings.zone).date()),
    )
    watch = watch_parts(
        store, settings, clock, team_id=identity.team_id, new_id=new_id, next_for=next_for, wake=relay.wake,
        is_office_day=office_days(settings.country, holidays), follow=follower(laws, clock, settings.zone, new_id),
    )  # fmt: skip
    return Bot(
        desk=desk,
        clock=clock,
        entrance=entrance_of(desk, settings, next_for),
        relay=relay,
        schedule=Schedule(
            clock_jobs(
                store,
                settings,
                templates=templates,
                laws=laws,
                composer=composer,
                new_id=new_id,
                watch=watch,
                wake=relay.wake,
            ),
            clock,
        ),
        census=Census(gateway, residents, identity.team_id),
        side_calls=side_calls,
        warden=warden,
        watch=watch,
    )
