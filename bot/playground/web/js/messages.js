/** A list of messages that changes in place: day dividers, grouping by author, edits without jumps, a held bottom. */

import * as api from "./api.js";
import { renderBlocks } from "./blockkit.js";
import { announce, avatar, el, fill, icon } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { member, nameOf, openThread, ownFile, session, tell, wants } from "./session.js";
import { messageSurface } from "./surface.js";
import { attempt } from "./trouble.js";
import { dateOf, dayKey, dayLabel, fullTime, timeOf } from "./when.js";
import { language, t } from "./words.js";

const TOGETHER_SECONDS = 300;
const NEAR_BOTTOM = 60;

/** What members picked in messages, across redraws; and the ephemeral ones they dismissed. */
const picked = new Map();
const dismissed = new Set();

function fileRow(file) {
  const address = ownFile(file.id);
  return el("a", { class: "file-card", href: address, download: file.name },
    file.mimetype?.startsWith("image/") ? el("img", { src: address, alt: "", class: "file-thumb" }) : icon("file"),
    el("span", {}, file.title || file.name));
}

function body(message, channel) {
  const surface = messageSurface(channel, message.ts, picked);
  const mark = message.edited && el("span", { class: "edited" }, ` ${t("edited")}`);
  const blocks = message.from_app && message.blocks?.length
    ? [...renderBlocks(message.blocks, surface), mark && el("div", {}, mark)]
    : [message.text && el("div", { class: "text" }, ...mrkdwn(message.text), mark)];
  return [
    ...blocks,
    message.files?.length ? el("div", { class: "files" }, message.files.map(fileRow)) : null,
    message.reactions?.length ? el("div", { class: "reactions" },
      message.reactions.map((one) => el("span", { class: "reaction" }, ...mrkdwn(`:${one.name}:`),
      ` ${one.users.length}`))) : null,
  ];
}

function byline(message, author) {
  const when = dateOf(message.ts);
  return el("div", { class: "byline" }, el("span", { class: "author" }, author?.real_name ?? nameOf(message.user)),
    author?.is_bot && el("span", { class: "badge-app" }, t("app")),
      author?.is_guest && el("span", { class: "badge-app" }, t("guest")),
    el("time", { class: "stamp", datetime: when.toISOString(), title: fullTime(when) }, timeOf(when)));
}

function replies(message) {
  return el("button", { type: "button", class: "replies", onclick: () => openThread(message.ts),
    data: { replies: message.ts } },
    icon("thread"), el("span", {}, t.count("replies", message.reply_count)));
}

/** The app's shortcuts on a message, as Slack offers them under More actions. */
function shortcuts(message, channel) {
  const ours = (session.app?.shortcuts ?? []).filter((one) => one.type === "message");
  return ours.map((one) => {
    const what = t.maybe(one.callback_id, one.name);
    return el("button", { type: "button", class: "icon-button", data: { shortcut: one.callback_id }, title: what,
      "aria-label": t("shortcutOn", { what, name: nameOf(message.user) }),
      onclick: async () => {
        await attempt(() => api.shortcut(session.as, one.callback_id, { channel, ts: message.ts }));
        tell("acted");
      } }, icon("plus"));
  });
}

/** One message. `lead` is the first of its author in a row and carries picture and name. */
function row(message, { channel, lead, inThread, leave }) {
  const author = member(message.user);
  const when = dateOf(message.ts);
  const tools = message.ephemeral ? null : el("div", { class: "tools" },
    !inThread && el("button", { type: "button", class: "icon-button",
      "aria-label": t("replyTo", { name: nameOf(message.user) }), title: t("reply"),
      onclick: () => openThread(message.thread_ts || message.ts) }, icon("thread")),
    ...shortcuts(message, channel));
  const look = ["message", lead && "lead", message.ephemeral && "ephemeral",
    message.blocks?.[0]?.type === "header" && "carded"].filter(Boolean);
  return el("article", { class: look.join(" "), tabindex: "-1", data: { ts: message.ts },
    "aria-label": t("messageBy", { name: nameOf(message.user), time: timeOf(when) }) },
    lead ? avatar(author ?? { id: message.user, name: message.user })
      : el("time", { class: "gutter", title: fullTime(when), "aria-hidden": "true" }, timeOf(when)),
    el("div", { class: "message-main" },
      message.ephemeral && el("div", { class: "private-mark" }, icon("eye"), el("span", {}, t("onlyYou")),
        el("button", { type: "button", class: "link-button",
        onclick: () => { dismissed.add(message.ts); leave(); } }, t("dismissMessage"))),
      lead && byline(message, author), ...body(message, channel),
      !inThread && message.reply_count > 0 && replies(message)),
    tools);
}

const divider = (date) => el("div", { class: "day", role: "separator" }, el("span", {}, dayLabel(date)));

/** Rows in order: `{key, mark, build}`; a row whose mark stays is kept as it stands. */
function plan(messages, context) {
  const rows = [];
  let before = null;
  for (const message of messages.filter((one) => !dismissed.has(one.ts))) {
    const date = dateOf(message.ts);
    const newDay = !before || dayKey(dateOf(before.ts)) !== dayKey(date);
    if (newDay && !context.inThread) {
      rows.push({ key: `day-${dayKey(date)}`, mark: dayLabel(date), build: () => divider(date) });
    }
    const lead = newDay || before.user !== message.user || before.ephemeral || message.ephemeral
      || message.ts - before.ts > TOGETHER_SECONDS;
    const details = { ...context, lead };
    const mark = JSON.stringify([message, lead, session.as, language(), session.members.length]);
    rows.push({ key: message.ts, mark, build: () => row(message, details) });
    before = message;
  }
  return rows;
}

/** A scrolling log of messages in `box`. */
export class MessageList {
  constructor({ inThread = false, empty } = {}) {
    this.inThread = inThread;
    this.empty = empty;
    this.rows = new Map();
    this.newest = "";
    this.log = el("div", { class: "log", role: "log", "aria-live": "off" });
    this.jump = el("button", { type: "button", class: "jump", hidden: true, onclick: () => this.toBottom() },
      icon("down"), el("span", {}, t("newBelow")));
    this.scroller = el("div", { class: "scroller", tabindex: "0", "aria-label": t("messages") }, this.log);
    this.node = el("div", { class: "log-frame" }, this.scroller, this.jump);
    this.scroller.addEventListener("scroll", () => { if (this.atBottom()) this.jump.hidden = true; });
    this.scroller.addEventListener("keydown", (event) => this.walk(event));
    new ResizeObserver(() => { if (this.held) this.toBottom(); }).observe(this.scroller);
    this.scroller.addEventListener("scroll", () => {
      this.held = this.atBottom();
      this.rest = this.scroller.scrollTop;
    });
    this.held = true;
    this.rest = 0;
  }

  atBottom() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - clientHeight - scrollTop < NEAR_BOTTOM;
  }

  toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.rest = this.scroller.scrollTop;
    this.held = true;
    this.jump.hidden = true;
  }

  /** Up and down arrows move from message to message, from the log or any message in it. */
  walk(event) {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    if (event.target !== this.scroller && !event.target.matches(".message")) return;
    const all = [...this.log.querySelectorAll(".message")];
    const at = all.indexOf(event.target);
    const to = at < 0 ? all.at(-1) : all[at + (event.key === "ArrowUp" ? -1 : 1)];
    if (!to) return;
    event.preventDefault();
    to.focus();
  }

  /** Another conversation: nothing is kept. */
  clear(channel) {
    this.log.setAttribute("aria-busy", "true");
    this.channel = channel;
    this.rows.clear();
    this.newest = "";
    this.held = true;
    fill(this.log);
    this.rest = this.scroller.scrollTop;
  }

  update(messages) {
    const context = { channel: this.channel, inThread: this.inThread, leave: () => this.update(messages) };
    // Scroll events come a frame late: a place that differs from where we left it was chosen by the reader.
    const bottom = this.held && Math.abs(this.scroller.scrollTop - this.rest) < NEAR_BOTTOM;
    const rows = plan(messages, context);
    const focus = this.log.contains(document.activeElement) ? document.activeElement : null;
    const focused = focus && { ts: focus.closest(".message")?.dataset.ts, action: focus.dataset.action };
    const kept = new Map();
    const nodes = rows.map(({ key, mark, build }) => {
      const old = this.rows.get(key);
      const entry = old?.mark === mark ? old : { mark, node: build() };
      kept.set(key, entry);
      return entry.node;
    });
    this.rows = kept;
    this.arrange(nodes.length ? nodes : [this.empty?.()].filter(Boolean));
    this.log.setAttribute("aria-busy", "false");
    this.refocus(focused);
    if (bottom) this.toBottom();
    this.reveal(messages);
    this.report(messages);
  }

  /** Touches only what differs, so that untouched messages keep focus and the view its place. */
  arrange(nodes) {
    const wanted = new Set(nodes);
    for (const child of [...this.log.children]) if (!wanted.has(child)) child.remove();
    nodes.forEach((node, index) => {
      const there = this.log.children[index] ?? null;
      if (there !== node) this.log.insertBefore(node, there);
    });
  }

  refocus(was) {
    if (!was?.ts || this.log.contains(document.activeElement)) return;
    const message = this.rows.get(was.ts)?.node;
    const same = was.action && message?.querySelector(`[data-action="${CSS.escape(was.action)}"]`);
    (same || message)?.focus({ preventScroll: true });
  }

  /** Brings the message of a followed link into view. */
  reveal(messages) {
    const message = messages.find((one) => wants(one.ts));
    const node = message && this.rows.get(message.ts)?.node;
    if (!node) return;
    this.held = false;
    node.scrollIntoView({ block: "center" });
    node.focus({ preventScroll: true });
    node.classList.add("sought");
  }

  /** Tells screen readers and the "new messages" button about what came since the last time. */
  report(messages) {
    const newest = messages.at(-1)?.ts ?? "";
    const fresh = this.newest ? messages.filter((one) => Number(one.ts) > Number(this.newest)) : [];
    this.newest = newest || this.newest;
    if (fresh.length && !this.atBottom()) this.jump.hidden = false;
    const last = fresh.at(-1);
    if (last && last.user !== session.as) announce(`${nameOf(last.user)}: ${el("span", {}, ...mrkdwn(last.text)).textContent}`);
  }
}
