/** The bar on top: jump box, virtual clock, page language, guide, traffic, and the bot's connection. */

import * as api from "./api.js";
import { el, fill, icon } from "./dom.js";
import { guideWanted, wantGuide } from "./guide.js";
import { inspectorOpen, toggleInspector } from "./inspector.js";
import { menuButton } from "./popup.js";
import { on, openThread, pinLanguage, session, setClock } from "./session.js";
import { openSwitcher } from "./switcher.js";
import { attempt, toast } from "./trouble.js";
import { clockTime, now } from "./when.js";
import { t } from "./words.js";

const MOVES = [
  ["hourLater", { advance_seconds: 3600 }],
  ["tomorrow", { preset: "tomorrow-0900" }],
  ["nextMonday", { preset: "next-monday-0900" }],
  ["realTime", { preset: "real" }],
];
const VIRTUAL_FROM_MS = 5000;
const HEALTH_EVERY_MS = 4000;

let connected = null;
let managed = false;

const bar = () => document.getElementById("topbar");

async function move(change) {
  await attempt(async () => {
    const answer = await api.moveClock(change);
    setClock(answer.now);
    toast(t("clockNow", { time: clockTime(now()) }));
    return answer;
  });
}

const virtual = () => Math.abs(session.skew) > VIRTUAL_FROM_MS;

function moveButton([key, change]) {
  return el("button", { type: "button", class: "small-button", data: { clock: key }, onclick: () => move(change) }, t(key));
}

function clockPart() {
  return el("div", { class: "clock", role: "group", "aria-label": t("clockOf", { name: session.me?.real_name ?? "" }) },
    icon("clock"), el("time", { class: "clock-time" }, clockTime(now())),
      el("span", { class: virtual() ? "clock-kind" : "clock-kind real" }, virtual() ? t("clockMoved") : t("clockReal")),
    el("span", { class: "clock-moves" }, MOVES.map(moveButton)),
    menuButton({ class: "small-button clock-menu", "aria-label": t("clock") }, el("span", {}, t("clock"), icon("down")),
      () => MOVES.map(([key, change]) => ({ label: t(key), pick: () => move(change) }))));
}

function languagePart() {
  const choices = [["", t("languageAuto"), t("languageAutoHint")], ["zh", "中文", "中文"], ["en", "English", "English"]];
  return el("div", { class: "segments", role: "group", "aria-label": t("languageOf") },
    choices.map(([code, label, title]) =>
    el("button", { type: "button", title, lang: code || undefined, data: { language: code || "auto" },
      "aria-pressed": String(session.pinned === code), onclick: () => pinLanguage(code) }, label)));
}

function toggle(name, label, pressed, press) {
  return el("button", { type: "button", class: "small-button with-icon", "aria-pressed": String(pressed),
    data: { panel: name }, onclick: press }, icon(name === "guide" ? "guide" : "wire"), el("span", {}, label));
}

function botPart() {
  return el("span", { class: `bot-state ${connected ? "on" : "off"}`, role: "status" },
    el("span", { class: "dot", "aria-hidden": "true" }, connected ? "●" : "○"),
    el("span", {}, connected ? t("botOn") : t("botOff")));
}

async function restart() {
  if (await attempt(api.restartBot)) toast(t("restarted"));
}

/** An open thread stands where the guide would; then the button brings the guide back. */
function pressGuide() {
  const covered = Boolean(session.thread);
  if (covered) openThread("");
  wantGuide(covered || !guideWanted());
}

function draw() {
  if (!session.me) return;
  const focused = bar().contains(document.activeElement) ? { ...document.activeElement.dataset } : null;
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  fill(bar(),
    el("button", { type: "button", class: "jump-button", "aria-keyshortcuts": "Control+K Meta+K",
      onclick: openSwitcher }, icon("search"), el("span", {}, t("jumpTo")), el("kbd", {}, mac ? "⌘K" : "Ctrl K")),
    clockPart(), el("span", { class: "spring" }), botPart(),
    managed && el("button", { type: "button", class: "small-button with-icon", "aria-label": t("restartBot"),
      data: { panel: "restart" }, title: t("restartBot"), onclick: restart }, icon("restart"),
      el("span", { class: "wide-only" }, t("restartBot"))),
    toggle("guide", t("guide"), guideWanted() && !session.thread, pressGuide),
      toggle("traffic", t("traffic"), inspectorOpen(), toggleInspector), languagePart());
  const [name, value] = Object.entries(focused ?? {})[0] ?? [];
  if (name) bar().querySelector(`[data-${name}="${CSS.escape(value)}"]`)?.focus();
}

function tick() {
  const time = bar().querySelector(".clock-time");
  if (time) time.textContent = clockTime(now());
}

async function askHealth() {
  let answer = { bot_connected: false, managed };
  try {
    answer = await api.health();
  } catch (error) {
    if (error.status === undefined) throw error;
  }
  if (answer.bot_connected === connected && answer.managed === managed) return;
  connected = answer.bot_connected;
  managed = answer.managed;
  draw();
}

export function start() {
  for (const topic of ["member", "language", "guide", "inspector", "clock", "thread"]) on(topic, draw);
  on("stream:bot", askHealth);
  askHealth();
  setInterval(tick, 5000);
  setInterval(askHealth, HEALTH_EVERY_MS);
}
