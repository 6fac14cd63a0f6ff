/** The middle: the conversation or the app's Home, with its head, messages and composer. */

import * as api from "./api.js";
import { coalesced } from "./coalesce.js";
import { Composer } from "./composer.js";
import { avatar, el, fill, icon } from "./dom.js";
import { homeTab } from "./home.js";
import { MessageList } from "./messages.js";
import { appDm, conversation, go, member, nameOf, on, refresh as refreshWorkspace, session } from "./session.js";
import { attempt } from "./trouble.js";
import { t } from "./words.js";

const drafts = new Map();
let list = null;
let composer = null;
let drawn = "";

const pane = () => document.getElementById("pane");
const draftKey = () => `${session.as}/${session.place}`;

function titleOf(place) {
  if (place.is_app_dm) return nameOf(place.other);
  return place.kind === "dm" ? nameOf(place.other) : place.name;
}

function tab(id, label, target, chosen) {
  return el("button", { type: "button", role: "tab", id, class: "tab", "aria-selected": String(chosen),
    tabindex: chosen ? "0" : "-1",
    onclick: () => target && go(target), disabled: !target }, label);
}

/** The app has two tabs; the arrow keys change between them. */
function appHead() {
  const bot = member(session.botId);
  const atHome = session.place === "home";
  const tabs = el("div", { class: "tabs", role: "tablist", "aria-label": bot?.real_name },
    tab("tab-home", t("home"), "home", atHome), tab("tab-messages", t("messages"), appDm()?.id, !atHome));
  tabs.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = tabs.querySelector("[aria-selected=false]");
    if (other.disabled) return;
    other.click();
    pane().querySelector("[role=tab][aria-selected=true]")?.focus();
  });
  return el("header", { class: "pane-head app-head" }, avatar(bot, "small"), el("h1", {}, bot?.real_name ?? ""), tabs);
}

function channelHead(place) {
  const look = place.is_shared ? "shared" : place.kind === "private" ? "lock" : "hash";
  const people = place.members?.length ?? 0;
  return el("header", { class: "pane-head" },
    place.kind === "dm" ? avatar(member(place.other), "small") : icon(look), el("h1", {}, titleOf(place)),
    place.kind !== "dm" && el("span", { class: "pane-note" }, t.count("memberCount", people),
      place.is_shared && ` · ${t("sharedChannel")}`));
}

function emptyNote(place) {
  return el("div", { class: "empty" }, el("p", {}, place.kind === "dm" ? t("emptyDm")
    : t("emptyChannel", { name: place.name })));
}

function conversationPane(place) {
  list = new MessageList({ empty: () => emptyNote(place) });
  list.clear(place.id);
  const key = draftKey();
  composer = new Composer({
    target: () => ({ channel: place.id }), label: t("compose",
      { name: place.kind === "dm" ? titleOf(place) : `#${place.name}` }),
    draft: drafts.get(key) ?? "", drafted: (text) => drafts.set(key, text),
  });
  fill(pane(), place.is_app_dm ? appHead() : channelHead(place), list.node, composer.node);
  if (place.unopened) attempt(() => api.openHome(session.as, "messages"));
}

function draw() {
  if (!session.place || !session.settled) return;
  const mark = JSON.stringify([session.as, session.place, t("title"), conversation(session.place), Boolean(appDm())],
    (name, value) => (name === "unread" ? undefined : value));
  if (mark === drawn) return;
  drawn = mark;
  pane().dataset.member = session.as;
  const place = conversation(session.place);
  const typing = composer?.input === document.activeElement;
  if (place) { conversationPane(place); refresh(); }
  else if (session.place === "home") { list = null; composer = null; fill(pane(), appHead(), homeTab()); }
  if (typing) composer?.input.focus();
  document.title = `${place ? titleOf(place) : t("home")} · ${t("title")}`;
}

const refresh = coalesced(async () => {
  const { as, place } = session;
  const shown = list;
  if (!shown || !session.settled) return;
  const messages = conversation(place)?.unopened ? [] : (await api.messages(as, place)).messages;
  if (list === shown) shown.update(messages);
  if (conversation(place)?.unread) badges();
});

const badges = coalesced(refreshWorkspace);

async function heard(event) {
  if (!event?.channel || event.channel === session.place) await refresh();
  await badges();
}

/** Puts text into the composer, for the guide. */
export function write(text) {
  composer?.write(text);
}

export const focusComposer = () => composer?.input.focus();

export function start() {
  for (const topic of ["place", "workspace", "language"]) on(topic, draw);
  for (const type of ["message", "update", "delete", "ephemeral"]) on(`stream:${type}`, heard);
  on("stream:conversation", badges);
  on("stream:profile", badges);
  on("stream:open", async () => { await refresh(); await badges(); });
  on("clock", refresh);
}
