/** Times as the acting member reads them: their zone, their language. */

import { session } from "./session.js";

/** A locale that Intl accepts, from Slack's (`zh-CN`, `en-IN`, sometimes empty). */
export function tongue(locale) {
  try {
    return Intl.getCanonicalLocales((locale || "en-US").replace("_", "-"))[0];
  } catch {
    return "en-US";
  }
}

function format(date, options, member = session.me) {
  const wanted = { ...options };
  if (wanted.hour) wanted.hourCycle = "h23";
  try {
    return new Intl.DateTimeFormat(tongue(member?.locale), { ...wanted, timeZone: member?.tz || "UTC" }).format(date);
  } catch {
    return new Intl.DateTimeFormat("en-US", { ...wanted, timeZone: "UTC" }).format(date);
  }
}

/** The workspace's present moment, which the virtual clock may have moved. */
export const now = () => new Date(Date.now() + session.skew);

export const dateOf = (ts) => new Date(Number(ts) * 1000);
export const timeOf = (date, member) => format(date, { hour: "2-digit", minute: "2-digit" }, member);
export const fullTime = (date, member) =>
  format(date, { year: "numeric", month: "long", day: "numeric", weekday: "long", hour: "2-digit", minute: "2-digit",
    second: "2-digit" }, member);
export const clockTime = (date, member) =>
  format(date, { month: "short", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit" }, member);

/** The calendar day in the member's zone as `2026-11-23`, for comparing days. */
export function dayKey(date, member = session.me) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: member?.tz || "UTC", year: "numeric", month: "2-digit", day: "2-digit",
  });
  return parts.format(date);
}

function relativeDay(date) {
  const distance = Math.round((Date.parse(dayKey(date)) - Date.parse(dayKey(now()))) / 86_400_000);
  if (Math.abs(distance) > 1) return null;
  return new Intl.RelativeTimeFormat(tongue(session.me?.locale), { numeric: "auto" }).format(distance, "day");
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The words on a day divider: today, yesterday, or the date. */
export function dayLabel(date) {
  const near = relativeDay(date);
  return near ? capital(near) : format(date, yearly(date, { weekday: "long", month: "long", day: "numeric" }));
}

const HALF_A_YEAR_MS = 183 * 86_400_000;

/** Slack leaves the year out within six months of now. */
const yearly = (date, options) => (Math.abs(date - now()) < HALF_A_YEAR_MS ? options : { ...options, year: "numeric" });

const DATES = {
  date: (date) => yearly(date, { month: "long", day: "numeric" }),
  date_short: (date) => yearly(date, { month: "short", day: "numeric" }),
  date_long: (date) => yearly(date, { weekday: "long", month: "long", day: "numeric" }),
  time: () => ({ hour: "2-digit", minute: "2-digit" }),
  time_secs: () => ({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
};

function ago(date) {
  const seconds = (date - now()) / 1000;
  const teller = new Intl.RelativeTimeFormat(tongue(session.me?.locale), { numeric: "auto" });
  for (const [unit, size] of [["day", 86_400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return teller.format(Math.round(seconds / size), unit);
  }
  return teller.format(Math.round(seconds), "second");
}

/** The text of Slack's `<!date^seconds^pattern>`; null where the seconds are no number. */
export function dateToken(seconds, pattern) {
  const date = new Date(Number(seconds) * 1000);
  if (!seconds || Number.isNaN(date.getTime())) return null;
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => {
    if (name === "ago") return ago(date);
    if (name === "date_num") return dayKey(date);
    const pretty = name.endsWith("_pretty");
    const plain = pretty ? name.slice(0, -"_pretty".length) : name;
    if (plain === "day_divider") return dayLabel(date);
    if (!DATES[plain]) return whole;
    return (pretty && relativeDay(date)) || format(date, DATES[plain](date));
  });
}
