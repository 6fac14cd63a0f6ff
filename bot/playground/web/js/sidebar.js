/** The left column: workspace, acting member, app, channels, direct messages. */

import { avatar, el, fill, icon, rove } from "./dom.js";
import { menuButton } from "./popup.js";
import { quietSwitch, said as quiet } from "./quiet.js";
import { actAs, appDm, go, member, nameOf, on, session } from "./session.js";
import { now, timeOf, tongue } from "./when.js";
import { language, t } from "./words.js";

const nav = () => document.getElementById("sidebar");

function languageOf(one) {
  return new Intl.DisplayNames([language() === "zh" ? "zh-CN" : "en"], { type: "language" })
    .of(tongue(one.locale).split("-")[0]);
}

const cityOf = (one) => (one.tz ?? "").split("/").at(-1).replaceAll("_", " ");

function memberRow(one) {
  return {
    label: one.real_name, detail: [one.title, languageOf(one), `${timeOf(now(), one)} ${cityOf(one)}`].filter(Boolean)
      .join(" · "),
    chosen: one.id === session.as, icon: avatar(one, "small"), pick: () => actAs(one.id),
  };
}

const people = () => session.members.filter((one) => !one.is_bot && !one.deleted);

function memberSwitch() {
  const me = session.me;
  const face = el("span", { class: "me" }, avatar(me, "small"), el("span", { class: "me-words" },
    el("span", { class: "me-label" }, t("actingAs")), el("span", { class: "me-name" }, me.real_name),
    el("span", { class: "me-detail" }, languageOf(me), " · ", el("time", { class: "me-time" }, timeOf(now())),
      ` ${cityOf(me)}`)), icon("down"));
  return menuButton({ class: "member-switch", id: "member-switch",
    "aria-label": t("switchMember", { name: me.real_name, language: languageOf(me), time: timeOf(now()) }) },
    face, () => people().map(memberRow), { align: "start", radio: true });
}

function item({ id, face, name, unread = 0, note, here }) {
  return el("li", {}, el("button", { type: "button", class: unread ? "place unread" : "place",
    tabindex: here ? "0" : "-1",
    "aria-current": here ? "page" : undefined, data: { place: id }, onclick: () => go(id) },
    face, el("span", { class: "place-name" }, name),
    note && el("span", { class: "unseen" }, note),
    unread > 0 && el("span", { class: "unread-count" }, el("span", { "aria-hidden": "true" },
      unread > 99 ? "99+" : unread), el("span", { class: "unseen" }, t.count("unread", unread)))));
}

const here = (id) => session.place === id;

function channelItem(one) {
  const look = one.is_shared ? "shared" : one.kind === "private" ? "lock" : "hash";
  const note = one.is_shared ? t("sharedChannel") : one.kind === "private" ? t("privateChannel") : null;
  return item({ id: one.id, face: icon(look), name: one.name, unread: one.unread, note, here: here(one.id) });
}

function appItem() {
  const bot = member(session.botId);
  const dm = appDm();
  const target = dm && (dm.unread || session.place === dm.id) ? dm.id : "home";
  return item({ id: target, face: avatar(bot, "tiny"), name: bot?.real_name ?? session.app?.name, unread: dm?.unread,
    here: here("home") || here(dm?.id) });
}

function dmItem(one) {
  return item({ id: one.id, face: avatar(member(one.other), "tiny"), name: nameOf(one.other), unread: one.unread,
    here: here(one.id) });
}

function group(title, items) {
  if (!items.length) return null;
  const id = `group-${title}`;
  return el("section", { class: "group" }, el("h2", { id }, title), el("ul", { "aria-labelledby": id }, items));
}

function draw() {
  if (!session.me) return;
  const box = nav();
  const focused = box.contains(document.activeElement) ? document.activeElement : null;
  const was = focused?.dataset.place ?? focused?.id;
  const wasApp = focused?.dataset.place && (focused.dataset.place === "home" || focused.dataset.place === appDm()?.id);
  box.setAttribute("aria-label", t("conversations"));
  const places = el("div", { class: "places" },
    group(t("apps"), [appItem()]),
    group(t("channels"), session.conversations.filter((one) => one.kind !== "dm").map(channelItem)),
    group(t("directMessages"), session.conversations.filter((one) => one.kind === "dm" && !one.is_app_dm)
      .map(dmItem)));
  // A message that comes in must not take the open member menu away: its button stays while it says the same.
  const said = [session.team?.name, session.as, session.me.real_name, session.me.locale, session.me.tz, language(),
    quiet()].join();
  const old = box.querySelector(".places");
  if (old && box.dataset.said === said) old.replaceWith(places);
  else fill(box, el("div", { class: "workspace-name" }, session.team?.name ?? t("title")), memberSwitch(),
    quietSwitch(), places);
  box.dataset.said = said;
  if (!box.querySelector(".place[tabindex='0']")) box.querySelector(".place")?.setAttribute("tabindex", "0");
  if (was === "member-switch" || was === "quiet-switch") document.getElementById(was)?.focus();
  else if (wasApp) box.querySelector(".place")?.focus();
  else if (was) box.querySelector(`[data-place="${CSS.escape(was)}"]`)?.focus();
}

function tick() {
  const time = nav().querySelector(".me-time");
  if (time && session.me) time.textContent = timeOf(now());
  const shown = nav().querySelector(".quiet-said");
  if (shown && session.me && shown.textContent !== quiet()) draw();
}

export function start() {
  rove(nav(), ".place");
  for (const topic of ["workspace", "member", "place", "language"]) on(topic, draw);
  on("clock", tick);
  setInterval(tick, 5000);
}
