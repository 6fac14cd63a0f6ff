/** The right pane: a thread, or the guide when no thread is open. */

import * as api from "./api.js";
import { coalesced } from "./coalesce.js";
import { Composer } from "./composer.js";
import { el, fill, icon } from "./dom.js";
import { guidePanel, guideWanted } from "./guide.js";
import { MessageList } from "./messages.js";
import { conversation, nameOf, on, openThread, session } from "./session.js";
import { t } from "./words.js";

let list = null;
let drawn = "";
let back = null;

const side = () => document.getElementById("side");

function closeThread() {
  openThread("");
  if (back?.isConnected) back.focus();
}

function threadPanel() {
  const place = conversation(session.place);
  const { thread } = session;
  list = new MessageList({ inThread: true });
  list.clear(session.place);
  const composer = new Composer({ target: () => ({ channel: session.place, thread }), label: t("composeReply") });
  const close = el("button", { type: "button", class: "icon-button", "aria-label": t("closeThread"),
    onclick: closeThread }, icon("close"));
  side().setAttribute("aria-label", t("thread"));
  fill(side(), el("header", { class: "pane-head" }, el("h2", {}, t("thread")),
    el("span", { class: "pane-note" }, place?.kind === "dm" ? nameOf(place.other) : `#${place?.name ?? ""}`), close),
    list.node, composer.node);
  refresh();
  return composer;
}

function draw() {
  if (!session.settled) return;
  const mark = JSON.stringify([session.as, session.place, session.thread, t("title"), guideWanted()]);
  if (mark === drawn) return;
  const opened = session.thread && !drawn.includes(`"${session.thread}"`);
  drawn = mark;
  list = null;
  const shown = Boolean(session.thread) || guideWanted();
  side().hidden = !shown;
  side().dataset.kind = session.thread ? "thread" : "guide";
  document.getElementById("frame").dataset.side = shown ? side().dataset.kind : "";
  if (session.thread) {
    if (opened) back = document.activeElement;
    const composer = threadPanel();
    if (opened) composer.input.focus();
  } else if (shown) {
    side().setAttribute("aria-label", t("guide"));
    fill(side(), guidePanel());
  } else fill(side());
}

const refresh = coalesced(async () => {
  const { as, place, thread } = session;
  const shown = list;
  if (!shown || !thread || !session.settled) return;
  const { messages } = await api.messages(as, place, thread);
  if (list === shown) shown.update(messages);
});

export function start() {
  for (const topic of ["thread", "place", "member", "language", "guide"]) on(topic, draw);
  for (const type of ["message", "update", "delete", "ephemeral", "open"]) on(`stream:${type}`, refresh);
  side().addEventListener("keydown", (event) => {
    if (event.key === "Escape" && session.thread && !event.defaultPrevented) closeThread();
  });
}
