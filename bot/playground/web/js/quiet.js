/** Do-not-disturb of the acting member, where Slack has it: beside one's own name. */

import * as api from "./api.js";
import { el, icon } from "./dom.js";
import { menuButton } from "./popup.js";
import { refresh, session } from "./session.js";
import { attempt, toast } from "./trouble.js";
import { clockTime, dayKey, now, timeOf } from "./when.js";
import { t } from "./words.js";

const HOUR = 3600;
const QUARTER = 900;
const seconds = () => Math.floor(now() / 1000);

/** When the member's do-not-disturb that runs now ends, in epoch seconds; 0 where none does. */
function until(one) {
  const [begins, ends] = one.dnd ?? [0, 0];
  return begins <= seconds() && seconds() < ends ? ends : 0;
}

/** Nine in the morning of the next day where the member is; zones begin at quarters of an hour. */
function tomorrow() {
  const today = dayKey(now());
  let at = Math.ceil(seconds() / QUARTER) * QUARTER;
  while (dayKey(new Date(at * 1000)) === today || timeOf(new Date(at * 1000)) !== "09:00") at += QUARTER;
  return at;
}

async function keep(ends) {
  const done = await attempt(() => api.profile(session.as, { dnd: ends ? [seconds(), ends] : null }));
  if (!done) return;
  await refresh();
  toast(said());
}

function choices() {
  const ways = [["quietHour", () => seconds() + HOUR], ["quietTomorrow", tomorrow]].map(([key, ends]) => (
    { label: t(key), pick: () => keep(ends()) }));
  return until(session.me) ? [{ label: t("quietOff"), pick: () => keep(0) }, ...ways] : ways;
}

/** What holds for the acting member now, in words. */
export function said() {
  const ends = until(session.me);
  return ends ? t("quietUntil", { time: clockTime(new Date(ends * 1000)) }) : t("quietNot");
}

export function quietSwitch() {
  const face = el("span", { class: "quiet-words" }, icon("bell"), el("span", { class: "quiet-said" }, said()), icon("down"));
  return menuButton({ class: "quiet-switch", id: "quiet-switch", "aria-label": t("quietChange", { state: said() }) },
    face, choices, { align: "start" });
}
