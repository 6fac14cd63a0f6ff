/** Block Kit's typed inputs: text, number, address, mail, date, time and file. Same contract as elements.js. */

import { base64, uploadFile } from "./api.js";
import { el, fill, icon } from "./dom.js";
import { words } from "./mrkdwn.js";
import { session } from "./session.js";
import { t } from "./words.js";

const shared = (element, slot) => ({
  "aria-labelledby": slot.labelledBy, "aria-describedby": slot.describedBy,
    "aria-label": slot.labelledBy ? undefined : slot.label || words(element.placeholder),
  data: { action: element.action_id ?? "" },
});

const sendsTyping = (element) => element.dispatch_action_config?.trigger_actions_on?.includes("on_character_entered");

function typed(element, slot, tag, props) {
  const start = slot.value ?? element.initial_value ?? "";
  const node = el(tag, { class: "field", placeholder: words(element.placeholder), minlength: element.min_length,
    maxlength: element.max_length,
    autocomplete: "off", ...props, ...shared(element, slot) });
  node.value = start;
  if (start) slot.keep(start);
  node.addEventListener("input", () => (sendsTyping(element) ? slot.change(node.value, node) : slot.keep(node.value)));
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || tag !== "input") return;
    if (slot.dispatches) { event.preventDefault(); slot.change(node.value, node); }
  });
  return node;
}

function text(element, slot) {
  return element.multiline ? typed(element, slot, "textarea", { rows: 4 })
    : typed(element, slot, "input", { type: "text" });
}

function number(element, slot) {
  return typed(element, slot, "input", { type: "text", inputmode: element.is_decimal_allowed ? "decimal" : "numeric" });
}

function picked(type, key) {
  return (element, slot) => {
    const start = slot.value ?? element[key] ?? "";
    const node = el("input", { type, class: "field short", ...shared(element, slot) });
    node.value = start;
    if (start) slot.keep(start);
    node.addEventListener("change", () => slot.change(node.value || null, node));
    return node;
  };
}

function moment(element, slot) {
  const node = el("input", { type: "datetime-local", class: "field short", ...shared(element, slot) });
  const seconds = slot.value ?? element.initial_date_time;
  if (seconds) {
    node.value = new Date(seconds * 1000 - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    slot.keep(seconds);
  }
  node.addEventListener("change", () => slot.change(node.value ? Math.floor(new Date(node.value) / 1000) : null, node));
  return node;
}

/** Uploads at once and keeps the file ids; the names stay visible and removable. */
function file(element, slot) {
  let files = [...(slot.value ?? [])];
  const list = el("ul", { class: "file-list" });
  const accept = (element.filetypes ?? []).map((kind) => `.${kind}`).join(",");
  const input = el("input", { type: "file", class: "field", multiple: (element.max_files ?? 10) > 1,
    accept: accept || undefined, ...shared(element, slot) });
  const show = () => fill(list, files.map((one) => el("li", {}, icon("file"), one.name,
    el("button", { type: "button", class: "icon-button", "aria-label": t("remove", { name: one.name }),
      onclick: () => { files = files.filter((other) => other.id !== one.id); slot.change(files, input); show(); } },
        icon("close")))));
  input.addEventListener("change", async () => {
    input.setAttribute("aria-busy", "true");
    for (const chosen of input.files) {
      const answer = await uploadFile(session.as, chosen.name, await base64(chosen));
      files = [...files, { id: answer.file_id, name: chosen.name }].slice(-(element.max_files ?? 10));
    }
    input.value = "";
    input.removeAttribute("aria-busy");
    slot.change(files, input);
    show();
  });
  show();
  return el("div", {}, input, list);
}

export const INPUTS = {
  plain_text_input: text,
  rich_text_input: (element, slot) => text({ ...element, multiline: true, initial_value: "" }, slot),
  number_input: number,
  email_text_input: (element, slot) => typed(element, slot, "input", { type: "text", inputmode: "email" }),
  url_text_input: (element, slot) => typed(element, slot, "input", { type: "text", inputmode: "url" }),
  datepicker: picked("date", "initial_date"),
  timepicker: picked("time", "initial_time"),
  datetimepicker: moment,
  file_input: file,
};
