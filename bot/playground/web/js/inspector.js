/** The drawer at the foot: every call of the app and every delivery to it, and faults to try. */

import * as api from "./api.js";
import { coalesced } from "./coalesce.js";
import { el, fill, icon } from "./dom.js";
import { on, session, tell } from "./session.js";
import { attempt, toast } from "./trouble.js";
import { timeOf } from "./when.js";
import { t } from "./words.js";

const KEPT = 400;
const EVERY_MS = 1500;

const FAULTS = [
  ["ratelimited", () => api.fault({ method: "chat.postMessage", kind: "ratelimited", times: 1, retry_after: 5 })],
  ["http500", () => api.fault({ kind: "http500", times: 1 })],
  ["drop_before", () => api.fault({ method: "chat.postMessage", kind: "drop_before", times: 1 })],
  ["drop_after", () => api.fault({ method: "chat.postMessage", kind: "drop_after", times: 1 })],
  ["slow", () => api.fault({ kind: "slow", times: 1, seconds: 4 })],
  ["disconnect", () => api.socket("disconnect")],
  ["drop", () => api.socket("drop")],
];

let entries = [];
let last = 0;
let from = 0;
let filter = "";
let timer = null;

const drawer = () => document.getElementById("inspector");
export const inspectorOpen = () => !drawer().hidden;

function outcome(entry) {
  const bad = entry.status >= 400 || !["ok", "acked", "pending"].includes(entry.outcome);
  const broken = entry.failures?.length;
  return el("span", { class: `outcome ${bad || broken ? "bad" : "good"}` }, icon(bad || broken ? "warn" : "check"),
    entry.outcome || String(entry.status));
}

const notes = (title, list) => (list?.length ? el("div", { class: "entry-notes" }, el("strong", {}, title),
  el("ul", {}, list.map((one) => el("li", {}, one)))) : null);

async function again(entry) {
  if (await attempt(() => api.redeliver(entry.delivery_id))) toast(t("redelivered"));
}

function details(entry) {
  return el("div", { class: "entry-details" }, notes(t("failures"), entry.failures),
    notes(t("warnings"), entry.warnings),
    entry.delivery_id && el("button", { type: "button", class: "small-button", onclick: () => again(entry) },
      t("redeliver")),
    el("pre", { tabindex: "0" }, JSON.stringify(entry, null, 2)));
}

/** One entry; its JSON is only built when somebody opens it. */
function row(entry) {
  const node = el("details", { class: `entry kind-${entry.kind}`, data: { seq: entry.seq } },
    el("summary", {}, el("time", {}, timeOf(new Date(entry.at * 1000))),
      el("span", { class: "entry-kind" }, t.maybe(`trafficKind_${entry.kind}`, entry.kind)),
      el("span", { class: "entry-name" }, entry.name, entry.attempt > 0 && ` · ${t("attempt", { n: entry.attempt + 1 })}`),
      el("span", { class: "entry-channel" }, entry.channel), outcome(entry),
      entry.fault && el("span", { class: "entry-fault" }, entry.fault),
      el("span", { class: "entry-ms" }, `${Math.round(entry.ms)} ms`)));
  node.addEventListener("toggle", () => { if (node.open && node.children.length === 1) node.append(details(entry)); });
  return node;
}

const matches = (entry) => `${entry.kind} ${entry.name} ${entry.channel} ${entry.outcome}`.toLowerCase()
  .includes(filter);

function showRows(list) {
  const bottom = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const shown = [...list.querySelectorAll(".entry")];
  const known = new Map(shown.map((node) => [node.dataset.seq + node.dataset.mark, node]));
  const rows = entries.filter(matches).map((entry) => {
    const mark = `${entry.outcome}${entry.ms}`;
    const node = known.get(entry.seq + mark) ?? row(entry);
    node.dataset.mark = mark;
    return node;
  });
  fill(list, rows.length ? rows : el("p", { class: "empty" }, t("trafficEmpty")));
  if (bottom) list.scrollTop = list.scrollHeight;
}

function merged(fresh) {
  const bySeq = new Map([...entries, ...fresh].map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].filter((entry) => entry.seq > from).slice(-KEPT);
}

/** Entries still pending are asked for again, so that their outcome arrives. */
const refresh = coalesced(async () => {
  if (!inspectorOpen()) return;
  const pending = entries.find((entry) => entry.outcome === "pending");
  const answer = await api.traffic(Math.max(from, pending ? pending.seq - 1 : last));
  const fresh = answer.traffic;
  if (!fresh.length) return;
  entries = merged(fresh);
  last = Math.max(last, ...fresh.map((entry) => entry.seq));
  const list = drawer().querySelector(".entries");
  if (list) showRows(list);
});

async function arm(name, run) {
  if (await attempt(run)) toast(t("faultArmed", { name: t(`fault_${name}`) }));
}

async function calm() {
  if (await attempt(api.clearFaults)) toast(t("faultsCleared"));
}

function clear() {
  from = last;
  entries = [];
  showRows(drawer().querySelector(".entries"));
}

function draw() {
  if (!inspectorOpen()) return;
  const list = el("div", { class: "entries", tabindex: "0", "aria-label": t("trafficTitle") });
  const search = el("input", { type: "search", class: "field short", placeholder: t("trafficFilter"),
    "aria-label": t("trafficFilter") });
  search.value = filter;
  search.addEventListener("input", () => { filter = search.value.trim().toLowerCase(); showRows(list); });
  drawer().setAttribute("aria-label", t("trafficTitle"));
  fill(drawer(), el("header", { class: "inspector-head" }, el("h2", {}, t("trafficTitle")), search,
    el("button", { type: "button", class: "small-button", onclick: clear }, t("trafficClear")),
      el("span", { class: "spring" }),
    el("div", { class: "faults", role: "group", "aria-label": t("faults") },
      el("span", { class: "faults-label" }, t("faults")),
      FAULTS.map(([name, run]) => el("button", { type: "button", class: "small-button", data: { fault: name },
        onclick: () => arm(name, run) }, t(`fault_${name}`))),
      el("button", { type: "button", class: "small-button", data: { fault: "clear" }, onclick: calm },
        t("fault_clear"))),
    el("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: toggleInspector },
      icon("close"))), list);
  showRows(list);
}

export function toggleInspector() {
  const box = drawer();
  box.hidden = !box.hidden;
  document.body.classList.toggle("inspecting", !box.hidden);
  clearInterval(timer);
  if (!box.hidden) {
    draw();
    refresh();
    timer = setInterval(refresh, EVERY_MS);
    box.querySelector("input")?.focus();
  }
  tell("inspector");
}

export function start() {
  on("language", draw);
  on("member", () => session.me && draw());
  on("stream:traffic", refresh);
  drawer().addEventListener("keydown", (event) => { if (event.key === "Escape") { toggleInspector(); document.querySelector("[data-panel=traffic]")?.focus(); } });
}
