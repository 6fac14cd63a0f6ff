"""The ids that travel through Slack's buttons and modals.

Every ``action_id`` and ``callback_id`` is a member of ``Act``, ``Form`` or ``Pick``; every button value and
``private_metadata`` is a packed ``Ref`` (``refs.py``). Register a new one here and in ``listeners/actions.py`` or
``views.py``.
"""

from enum import StrEnum

from bot.refs import METADATA_LIMIT, VALUE_LIMIT, PayloadTooLong, Ref, pack, unpack

__all__ = (
    "ABSTAIN", "CONFLICT", "METADATA_LIMIT", "SKIP", "VALUE_LIMIT", "Act", "Form", "PayloadTooLong", "Pick", "Ref",
    "Shortcut", "pack", "unpack",
)  # fmt: skip


class Act(StrEnum):
    """Buttons and menus. The value is a packed ``Ref``; an overflow option's value too."""

    SUBMIT = "dlv.submit"
    NOT_NEEDED = "dlv.not_needed"
    MORE_TIME = "dlv.more_time"
    HAND_OVER = "dlv.hand_over"
    BLOCKED = "dlv.blocked"
    UNBLOCK = "dlv.unblock"
    SNOOZE = "ask.snooze"
    SNOOZE_DAY = "ask.snooze_day"
    UNSNOOZE = "ask.unsnooze"
    SNOOZE_ALL = "ask.snooze_all"
    UNSNOOZE_ALL = "ask.unsnooze_all"
    ACCEPT = "dlv.accept"
    REQUEST_CHANGES = "dlv.request_changes"
    AGREE = "dlv.agree"
    DECLINE = "dlv.decline"
    REOPEN = "dlv.reopen"
    VERSIONS = "dlv.versions"
    GATE = "gate.request"
    WITHDRAW = "gate.withdraw"
    VOTE_GO = "gate.vote_go"
    VOTE = "gate.vote"
    DEPUTY = "gate.deputy"
    SCORE = "score.fill"
    SCORES = "score.read"
    PACK_HTML = "gate.pack_html"
    PACK_MD = "gate.pack_md"
    MINUTES_MD = "gate.minutes_md"
    EVALUATION = "eval.show"
    INDICATORS = "eval.indicators"
    OUTCOME = "eval.outcome"
    IMPROVE = "eval.improve"
    SETTLE = "eval.settle"
    FOLLOW_UP = "eval.follow_up"
    FOLLOW_ON = "prj.follow_on"
    EDIT = "prj.edit"
    ROLES = "prj.roles"
    STRANDS = "prj.strands"
    HOLD = "prj.hold"
    RESUME = "prj.resume"
    STOP = "prj.stop"
    STATUS = "prj.status"
    HISTORY = "prj.history"
    HISTORY_CSV = "prj.history_csv"
    HISTORY_JSON = "prj.history_json"
    NEW = "prj.new"
    POLICY = "policy.change"
    POLICY_GATE = "policy.gate"
    POLICY_HISTORY = "policy.history"
    LIST_MORE = "prj.list_more"
    HOME_PAGE = "home.page"
    PREFERENCES = "prefs.own"
    HEARING = "prefs.hearing"
    MUTE = "prefs.mute"
    UNMUTE = "prefs.unmute"
    CHANNEL_PREFERENCES = "prefs.channel"
    MY_DAY = "day.start"
    PORTFOLIO_PNG = "prj.portfolio_png"
    MY_DAY_STOP = "day.stop"
    SCHEDULE = "sch.do"
    USE_TEXT = "dlv.use_text"
    FEATURES = "lnk.features"
    PATENTS = "lnk.patents"
    STANDARDS = "lnk.standards"
    OUTWARDS = "lnk.outwards"
    DECLARATIONS = "lnk.declarations"
    DOCKET = "lnk.docket"
    MATRIX = "lnk.matrix"
    GAPS = "lnk.gaps"
    FINDINGS = "lnk.findings"
    ITEM = "lnk.item"
    MATRIX_PNG = "lnk.matrix_png"
    CHART_XLSX = "lnk.chart_xlsx"
    CHART_MD = "lnk.chart_md"
    DOCKET_ICS = "lnk.docket_ics"
    MY_DATES_ICS = "lnk.my_dates_ics"
    FEATURE = "lnk.feature"
    EVIDENCE = "lnk.evidence"
    NO_FILING = "lnk.no_filing"
    FAMILY = "lnk.family"
    FAMILY_MORE = "lnk.family_more"
    APPLICATION = "lnk.application"
    NOTICES = "lnk.notices"
    CLAIMS = "lnk.claims"
    STANDARD = "lnk.standard"
    STANDARD_MORE = "lnk.standard_more"
    CLAUSES = "lnk.clauses"
    OUTWARD = "lnk.outward"
    OUTWARD_PLACE = "lnk.outward_place"
    MADE = "lnk.made"
    CALL_OFF = "lnk.call_off"
    RECEPTION = "lnk.reception"
    ASK_CLEARANCE = "lnk.ask_clearance"
    GRANT = "lnk.grant"
    DECIDE = "lnk.decide"
    DECLARE = "lnk.declare"
    LICENCE = "lnk.licence"
    REWARD = "lnk.reward"
    TIE = "lnk.tie"
    UNTIE = "lnk.untie"
    CHECK_ROW = "lnk.check_row"
    DATE_DONE = "lnk.date_done"
    DATE_CONFIRM = "lnk.date_confirm"
    DATE_DROP = "lnk.date_drop"
    DATE_REOPEN = "lnk.date_reopen"
    IMPORT_ITEMS = "lnk.import"
    WATCHES = "wat.list"
    WATCH = "wat.show"
    WATCH_NEW = "wat.new"
    WATCH_EDIT = "wat.edit"
    WATCH_RULES = "wat.rules"
    WATCH_PAUSE = "wat.pause"
    WATCH_RESUME = "wat.resume"
    WATCH_END = "wat.end"
    HITS = "wat.hits"
    HIT = "wat.hit"
    JUDGE = "wat.judge"
    NOT_RELEVANT = "wat.not_relevant"
    ASSIGN = "wat.assign"
    TO_WORK = "wat.to_work"
    TO_REGISTER = "wat.to_register"
    REOPEN_HIT = "wat.reopen"
    EXCLUSIONS = "wat.exclusions"
    EXCLUSION_DROP = "wat.exclusion_drop"
    BRING = "wat.bring"
    BRING_FILE = "wat.bring_file"
    ACTION_DONE = "wat.action_done"
    ACTION_DROP = "wat.action_drop"
    ACTION_REOPEN = "wat.action_reopen"
    RELEASE = "wat.release"
    ACTIONS = "wat.actions"
    ACTION_TO_WORK = "wat.action_to_work"
    ACTION_HAND_OVER = "wat.action_hand_over"
    ACTION = "wat.action"
    BENCHMARKS = "bmk.list"
    BENCHMARK = "bmk.show"
    BENCHMARK_NEW = "bmk.new"
    BENCHMARK_EDIT = "bmk.edit"
    BENCHMARK_VALUE = "bmk.value"
    BENCHMARK_BACK = "bmk.back"
    BENCHMARK_AGAIN = "bmk.again"
    BENCHMARK_RETIRE = "bmk.retire"
    BENCHMARKS_PNG = "bmk.png"
    MENU = "menu"
    """An overflow menu: the chosen option's value is ``<act>|<packed ref>``."""
    LINK = "link"
    """A button with only a url: acknowledged and ignored."""


class Form(StrEnum):
    """Modals, by callback id. The comment names the input fields: block id and action id are both the field name."""

    NEW = "form.new"  # name summary template strands lead channel confidentiality
    EDIT = "form.edit"  # name summary channel confidentiality
    ROLES = "form.roles"  # one multi-person field per role, named as the role; lead is a single person
    STRANDS = "form.strands"  # one select per strand, named as the strand
    SUBMIT = "form.submit"  # text link file
    PICK_SUBMIT = "form.pick_submit"  # deliverable (external select Pick.DELIVERABLE) text link file
    NOT_NEEDED = "form.not_needed"  # reason
    MORE_TIME = "form.more_time"  # until reason
    HAND_OVER = "form.hand_over"  # to reason
    BLOCKED = "form.blocked"  # reason
    SNOOZE_DAY = "form.snooze_day"  # day
    REQUEST_CHANGES = "form.request_changes"  # comment
    REOPEN = "form.reopen"  # reason
    GATE = "form.gate"  # proposal note
    VOTE = "form.vote"  # decision comment conditions condition_owner condition_due hold_until reopen merge_into
    DEPUTY = "form.deputy"  # to reason
    SCORE = "form.score"  # one page: each criterion a select named by its key, and its ``scores.why_field``
    APPOINT = "form.appoint"  # lead reason
    INDICATORS = "form.indicators"  # one page: each figure a text named by its indicator, and its ``note_field``
    OUTCOME = "form.outcome"  # outcome note
    IMPROVE = "form.improve"  # lesson owner due
    SETTLE = "form.settle"  # state note
    FOLLOW_UP = "form.follow_up"  # verdict (an outcome or SKIP) changes note
    HOLD = "form.hold"  # until reason
    STOP = "form.stop"  # reason
    TEMPLATE = "form.template"  # file text
    TEMPLATE_KEEP = "form.template_keep"  # nothing to fill in: the preview of an import
    TEMPLATE_MIGRATE = "form.template_migrate"  # nothing to fill in: the preview of a migration
    FEATURE = "form.feature"  # name trl evidence description
    EVIDENCE = "form.evidence"  # feature evidence
    NO_FILING = "form.no_filing"  # reason (empty: take it back)
    FAMILY = "form.family"  # title kind owners inventors completed_in co_owner_terms secrecy_requested_on …cleared_on
    FAMILY_MORE = "form.family_more"  # companion_id assigned_to assigned_on marks
    APPLICATION = "form.application"  # office status application_number priority_on filed_on and publication and grant
    NOTICES = "form.notices"  # grant_number and the days of an office's notices
    CLAIMS = "form.claims"  # claims: one a line
    STANDARD = "form.standard"  # body reference title committee stage stage_on next_what next_on
    STANDARD_MORE = "form.standard_more"  # level references adopts published_on marks
    CLAUSES = "form.clauses"  # version clauses: one a line
    OUTWARD = "form.outward"  # kind title features available_on standard_id to_whom document marks
    OUTWARD_PLACE = "form.outward_place"  # channel
    MADE = "form.made"  # made_on
    CALL_OFF = "form.call_off"  # reason
    RECEPTION = "form.reception"  # reception
    DECIDE = "form.decide"  # reason
    DECLARE = "form.declare"  # families standard_id body option declared_on reference marks
    LICENCE = "form.licence"  # families kind licensee effective_on recorded_on income cost ended_on
    REWARD = "form.reward"  # family_id kind inventor due_on amount rule paid_on
    TIE = "form.tie"  # kind feature claim clause declaration element why
    UNTIE = "form.untie"  # why
    CHECK_ROW = "form.check_row"  # essentiality why
    DATE_DONE = "form.date_done"  # done_on note
    DATE_DROP = "form.date_drop"  # reason
    DATE_REOPEN = "form.date_reopen"  # reason
    IMPORT_ITEMS = "form.import"  # file text
    IMPORT_KEEP = "form.import_keep"  # nothing to fill in: the dry run of an import
    FROM_MESSAGE = "form.from_message"  # project filed_as
    TEMPLATE_MIGRATE_ALL = "form.template_migrate_all"  # nothing to fill in: a page of the preview
    # creators named_creators confidentiality legal_acts reward_days declare_within_days buffer_days confirm_dates
    POLICY = "form.policy"
    POLICY_GATE = "form.policy_gate"  # deciders floor quorum legal_veto
    PREFERENCES = "form.preferences"  # days hours quiet country delivery nudging muted deputy
    CHANNEL_PREFERENCES = "form.channel_preferences"  # mode quiet
    SCHEDULE = "form.schedule"  # project channel every weekdays which at zone language
    SCHEDULE_PAUSE = "form.schedule_pause"  # until
    WATCH = "form.watch"  # name sources and what to look for: the fields of a theme (``blocks/watches/forms.py``)
    WATCH_RULES = "form.watch_rules"  # owner cadence at_once answer_within in_channel persons expires_on
    WATCH_END = "form.watch_end"  # reason
    NOT_RELEVANT = "form.not_relevant"  # reason exclude
    ASSIGN = "form.assign"  # to reason
    BRING = "form.bring"  # watch title text link
    BRING_FILE = "form.bring_file"  # watch what file
    BRING_KEEP = "form.bring_keep"  # nothing to fill in: the dry run of a file of hits
    ACTION_DROP = "form.action_drop"  # note
    RELEASE = "form.release"  # summary
    ACTION_HAND_OVER = "form.action_hand_over"  # to
    BENCHMARK = "form.benchmark"  # name unit direction gap_action
    BENCHMARK_VALUE = "form.benchmark_value"  # side value unit clause_of holder clause source measured_on
    INFO = "form.info"  # nothing to submit: versions, history, an explained error


ABSTAIN, CONFLICT = "abstain", "conflict"
"""What the vote form offers beside the decisions."""


SKIP = "skip"
"""What the follow-up form offers beside the verdicts."""


class Pick(StrEnum):
    """External selects, by action id."""

    PROJECT = "pick.project"
    DELIVERABLE = "pick.deliverable"
    FEATURE = "pick.feature"
    FAMILY = "pick.family"
    CLAIM = "pick.claim"
    STANDARD = "pick.standard"
    CLAUSE = "pick.clause"
    DECLARATION = "pick.declaration"


class Shortcut(StrEnum):
    """Shortcuts, by callback id, as ``manifest.json`` names them. ADD stands in the menu of a message."""

    NEW = "shortcut.new"
    SUBMIT = "shortcut.submit"
    ADD = "shortcut.add"
