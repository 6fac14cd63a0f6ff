/**
 * Block Kit's interactive elements except the typed inputs (those are in inputs.js).
 * Every builder takes `(element, slot)`: a slot says where the element stands and what to do with a value.
 * `slot.change(value, control)` keeps the value and, where Slack would, sends it to the app at once.
 */

import { confirmed } from "./dialog.js";
import { avatar, el } from "./dom.js";
import { textObject, words } from "./mrkdwn.js";
import { picker } from "./picker.js";
import { menuButton } from "./popup.js";
import { member, session } from "./session.js";
import { t } from "./words.js";

async function agreed(confirm) {
  if (!confirm) return true;
  return confirmed({
    title: words(confirm.title), text: el("span", {}, ...textObject(confirm.text)),
    yes: words(confirm.confirm), no: words(confirm.deny), danger: confirm.style === "danger",
  });
}

/** Runs an action while its control looks busy and refuses a second press; focus stays where it is. */
async function pressing(control, act) {
  if (control.getAttribute("aria-disabled") === "true") return;
  control.setAttribute("aria-disabled", "true");
  control.setAttribute("aria-busy", "true");
  try {
    await act();
  } finally {
    control.removeAttribute("aria-disabled");
    control.removeAttribute("aria-busy");
  }
}

function button(element, slot) {
  const look = { primary: "button primary", danger: "button danger" }[element.style] ?? "button";
  const press = async () => {
    if (await agreed(element.confirm)) await pressing(node, () => slot.change(element.value ?? "", node));
  };
  const node = el("button", { type: "button", class: look, "aria-label": element.accessibility_label, onclick: press,
    data: { action: element.action_id ?? "" } }, ...textObject(element.text));
  if (!element.url) return node;
  const away = el("a", { class: look, href: /^https?:/i.test(element.url) ? element.url : undefined, target: "_blank",
    rel: "noopener noreferrer", "aria-label": element.accessibility_label,
    onclick: () => slot.change(element.value ?? "", away) }, ...textObject(element.text));
  return away;
}

function overflow(element, slot) {
  const items = () => element.options.map((option) => ({
    label: words(option.text), detail: option.description && words(option.description),
    pick: async () => { if (await agreed(element.confirm)) await pressing(node, () => slot.change(option, node)); },
  }));
  const node = menuButton({ class: "button overflow", "aria-label": t("more"),
    data: { action: element.action_id ?? "" } }, "⋯", items);
  return node;
}

const optionRow = (option) => ({ key: option.value, text: words(option.text),
  detail: option.description && words(option.description), raw: option });

function groupsOf(source, query = "") {
  const wanted = query.toLocaleLowerCase();
  const keep = (options) => options.map(optionRow)
    .filter((row) => `${row.text} ${row.detail ?? ""}`.toLocaleLowerCase().includes(wanted));
  const groups = source.option_groups?.map((group) => ({ label: words(group.label), options: keep(group.options) }))
    ?? [{ options: keep(source.options ?? []) }];
  return groups.filter((group) => group.options.length);
}

const personRow = (one) => ({ key: one.id, text: one.real_name || one.name, detail: one.name,
  face: avatar(one, "tiny"), raw: one.id });
const channelRow = (one) => ({ key: one.id, text: `${one.kind === "private" ? "🔒 " : "#"}${one.name}`, raw: one.id });

function people(query) {
  const wanted = query.toLocaleLowerCase();
  const rows = session.members.filter((one) => !one.is_bot && !one.deleted).map(personRow);
  return [{ options: rows.filter((row) => `${row.text} ${row.detail}`.toLocaleLowerCase().includes(wanted)) }];
}

const KINDS = { channel: "public", private: "private", dm: "im" };
const directRow = (one) => ({ ...personRow(member(one.other)), key: one.id, raw: one.id });
const roomRow = (one) => (one.kind === "dm" ? directRow(one) : channelRow(one));

/** The conversations an element lets one choose: Slack's filter by kind and by being shared. */
function allowed(element) {
  if (element.type.endsWith("channels_select")) return (one) => one.kind === "channel";
  const { include, exclude_external_shared_channels: noShared } = element.filter ?? {};
  return (one) => (!include || include.includes(KINDS[one.kind])) && !(noShared && one.is_shared);
}

function rooms(element, query = "") {
  const wanted = query.toLocaleLowerCase();
  const rows = session.conversations.filter((one) => !one.unopened && !one.is_archived).filter(allowed(element))
    .map(roomRow);
  return [{ options: rows.filter((row) => row.text.toLocaleLowerCase().includes(wanted)) }];
}

const SOURCES = {
  static: (element) => (query) => groupsOf(element, query),
  external: (element, slot) => async (query) => groupsOf(await slot.options(query)),
  users: () => people,
  channels: (element) => (query) => rooms(element, query),
  conversations: (element) => (query) => rooms(element, query),
};

function firstChosen(element, sort, kept) {
  if (kept !== undefined && kept !== null) return [kept].flat();
  const many = element.initial_options ?? element[`initial_${sort}`];
  const one = element.initial_option ?? element[`initial_${sort.replace(/s$/, "")}`];
  const both = many ?? (one === undefined ? [] : [one]);
  return sort === "conversations" && !both.length && element.default_to_current_conversation
    && session.place !== "home" ? [session.place] : both;
}

function rowFor(element, sort, raw) {
  if (sort === "static" || sort === "external") return optionRow(raw);
  if (sort === "users") return member(raw) ? personRow(member(raw)) : { key: raw, text: raw, raw };
  return rooms(element)[0].options.find((row) => row.key === raw) ?? { key: raw, text: raw, raw };
}

function select(element, slot) {
  const multi = element.type.startsWith("multi_");
  const sort = element.type.replace("multi_", "").replace("_select", "");
  const initial = firstChosen(element, sort, slot.value);
  const asValue = (rows) => (multi ? rows.map((row) => row.raw) : rows[0]?.raw ?? null);
  if (initial.length) slot.keep(multi ? initial : initial[0]);
  const node = picker({
    label: slot.label || words(element.placeholder) || t("choose"), labelledBy: slot.labelledBy,
    describedBy: slot.describedBy, placeholder: words(element.placeholder), multi,
    chosen: initial.map((raw) => rowFor(element, sort, raw)), load: SOURCES[sort](element, slot),
    limit: element.max_selected_items, clearable: slot.optional,
    minimum: sort === "external" ? element.min_query_length ?? 3 : 0,
    changed: async (rows) => {
      if (!(await agreed(element.confirm))) return node.choose(initial.map((raw) => rowFor(element, sort, raw)));
      return pressing(node, () => slot.change(asValue(rows), node));
    },
  });
  node.dataset.action = element.action_id ?? "";
  return node;
}

function choices(element, slot) {
  const one = element.type === "radio_buttons";
  const start = one ? [slot.value ?? element.initial_option] : slot.value ?? element.initial_options ?? [];
  const chosen = new Set(start.filter(Boolean).map((option) => option.value));
  const current = () => element.options.filter((option) => chosen.has(option.value));
  const asValue = () => (one ? current()[0] ?? null : current());
  if (chosen.size) slot.keep(asValue());
  const name = `choice-${slot.key}`;
  return el("div", { class: "choices", role: one ? "radiogroup" : "group", "aria-labelledby": slot.labelledBy,
    "aria-describedby": slot.describedBy },
    element.options.map((option) => {
      const pick = () => {
        if (one) chosen.clear();
        if (box.checked) chosen.add(option.value);
        else chosen.delete(option.value);
        slot.change(asValue(), box);
      };
      const box = el("input", { type: one ? "radio" : "checkbox", name, value: option.value,
        checked: chosen.has(option.value), onchange: pick });
      return el("label", { class: "choice" }, box, el("span", {}, el("span", {}, ...textObject(option.text)),
        option.description && el("span", { class: "choice-detail" }, ...textObject(option.description))));
    }));
}

const selects = ["static", "external", "users", "conversations", "channels"]
  .flatMap((sort) => [[`${sort}_select`, select], [`multi_${sort}_select`, select]]);

export const ELEMENTS = { button, workflow_button: button, overflow, radio_buttons: choices, checkboxes: choices,
  ...Object.fromEntries(selects) };
