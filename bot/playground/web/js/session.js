/** What the page is looking at: the acting member, the place, the open thread. Others subscribe to changes. */

import * as api from "./api.js";

/**
 * `place` is a conversation id, or "home" for the app's Home tab. `skew` is the workspace clock minus ours, in ms.
 * `settled` is false between choosing another member and knowing what they may see.
 */
export const session = { as: "", me: null, team: null, members: [], conversations: [], app: null, botId: "",
  place: "", thread: "", skew: 0, pinned: "", settled: false };

const listeners = new Map();

/**
 * Topics: member, workspace, place, thread, clock, language, acted (a command or press was answered), plus
 * `stream:<type>` for server events.
 */
export function on(topic, heard) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), heard]);
}

export function tell(topic, detail) {
  for (const heard of listeners.get(topic) ?? []) heard(detail);
}

export const member = (id) => session.members.find((one) => one.id === id);
export const conversation = (id) => session.conversations.find((one) => one.id === id);
export const appDm = () => session.conversations.find((one) => one.is_app_dm);
/** The address of a file of this workspace; the server shows it to members only. */
export const ownFile = (id) => `/files/${encodeURIComponent(id)}?${new URLSearchParams({ as: session.as })}`;
export const nameOf = (id) => member(id)?.real_name || member(id)?.name || id;

function addressed() {
  const parts = new URLSearchParams(location.hash.slice(1));
  return { as: parts.get("as") ?? "", at: parts.get("at") ?? "", thread: parts.get("thread") ?? "" };
}

/** The address keeps member, place and thread, so a reload or a second window shows the same. */
function remember() {
  const parts = new URLSearchParams({ as: session.as, at: session.place });
  if (session.thread) parts.set("thread", session.thread);
  history.replaceState(null, "", `#${parts}`);
}

const skewOf = (nowText) => Date.parse(nowText) - Date.now();

export function setClock(nowText) {
  session.skew = skewOf(nowText);
  tell("clock");
}

/** The app can be written to before it has ever said anything: `unopened` stands for that direct message. */
const unopened = (me, bot) => ({ id: `D${me.slice(1)}`, name: "", kind: "dm", members: [me, bot], unread: 0,
  unopened: true });

/** Marks each direct message with the other person, and the app's own as such. */
function withOthers(conversations, me, bot) {
  const marked = conversations.map((one) => (one.kind !== "dm" ? one : {
    ...one, is_app_dm: one.members.includes(bot), other: one.members.find((id) => id !== me),
  }));
  if (marked.some((one) => one.is_app_dm)) return marked;
  return [...marked, { ...unopened(me, bot), is_app_dm: true, other: bot }];
}

/** Reads the workspace for the acting member; false when somebody else acts by now. */
async function load() {
  const as = session.as;
  const data = await api.workspace(as || "U0LIN");
  if (session.as !== as) return false;
  const me = data.me?.id ?? data.me;
  const botId = data.app.user_id;
  Object.assign(session, {
    as: me, me: data.members.find((one) => one.id === me), team: data.team, members: data.members, app: data.app, botId,
    conversations: withOthers(data.conversations, me, botId), settled: true,
  });
  session.skew = skewOf(data.clock.now);
  return true;
}

/** Reads the workspace again and shows what has changed. */
export async function refresh() {
  if (await load()) tell("workspace");
}

const openable = (place) => place === "home" || Boolean(conversation(place));
const firstPlace = () => (session.conversations.find((one) => one.name === "proj-radar")
  ?? session.conversations[0])?.id ?? "home";

/** `/archives/C1/p1795400000000100` → the place and the timestamp it names; null for any other path. */
export function permalink(path) {
  const found = /^\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})$/.exec(path);
  return found && { place: found[1], ts: `${found[2]}.${found[3]}` };
}

/** A permalink that was opened by itself has become `/?channel=…&message=…`. */
function asked() {
  const query = new URLSearchParams(location.search);
  return permalink(`/archives/${query.get("channel")}/${query.get("message")}`);
}

/** Shows a message: its conversation, with the message in view and focused once it is there. */
export function goTo({ place, ts }) {
  wanted = ts;
  go(place);
}

let wanted = "";

/** Whether this message was asked for by `goTo`; true only once. */
export function wants(ts) {
  if (ts !== wanted) return false;
  wanted = "";
  return true;
}

/** Starts from the page's address. */
export async function start() {
  const { as, at, thread } = addressed();
  const target = asked();
  if (target) history.replaceState(null, "", location.pathname + location.hash);
  session.as = as;
  try {
    await refresh();
  } catch (error) {
    if (!as || error.status === 0) throw error;
    session.as = "";
    await refresh();
  }
  tell("member");
  if (target && openable(target.place)) goTo(target);
  else go(openable(at) ? at : firstPlace(), openable(at) ? thread : "");
}

/** Acts as somebody else, staying in the same place where they may see it, or wherever one has gone meanwhile. */
export async function actAs(id) {
  if (id === session.as) return;
  const before = session.conversations;
  Object.assign(session, { as: id, me: member(id), settled: false });
  tell("member");
  if (!(await load())) return;
  const inAppDm = before.some((one) => one.id === session.place && one.is_app_dm) && !conversation(session.place);
  const place = inAppDm ? appDm().id : session.place;
  go(openable(place) ? place : firstPlace(), openable(place) && !inAppDm ? session.thread : "");
  tell("workspace");
}

/** Shows a conversation or the app's Home. */
export function go(place, thread = "") {
  session.place = place;
  session.thread = thread;
  remember();
  tell("place");
  tell("thread");
}

export function openThread(ts) {
  session.thread = ts;
  remember();
  tell("thread");
}

/** Fixes the page language ("zh" or "en"), or lets it follow the acting member again (""). */
export function pinLanguage(language) {
  session.pinned = language;
  tell("language");
}

export const language = () => session.pinned || (session.me?.locale?.startsWith("zh") ? "zh" : "en");
