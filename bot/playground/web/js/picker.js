/** A combobox over options: typed filter, arrow keys, one or several choices, options known or asked from the app. */

import { announce, el, fill, icon } from "./dom.js";
import { hide, isOpen, place } from "./popup.js";
import { t } from "./words.js";

const TYPING_PAUSE = 180;
let serial = 0;

/**
 * `load(query)` gives `[{label?, options: [{key, text, detail?, face?, raw}]}]`, at once or later.
 * `changed(list)` hears the chosen options after each change. The node gets `choose(list)` to set them silently.
 */
export function picker({ label, labelledBy, placeholder, multi = false, chosen = [], load, changed, minimum = 0,
  limit = Infinity, describedBy, clearable = false }) {
  const id = `picker-${++serial}`;
  let picked = [...chosen];
  let shown = [];
  let active = -1;
  let asked = 0;
  let timer;

  const input = el("input", { type: "text", class: "picker-input", role: "combobox", autocomplete: "off",
    spellcheck: "false", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list",
    "aria-label": labelledBy ? undefined : label,
    "aria-labelledby": labelledBy, "aria-describedby": describedBy, placeholder: placeholder || t("choose") });
  const chips = el("span", { class: "chips" });
  const box = el("ul", { class: "listbox", role: "listbox", id, popover: "manual",
    "aria-multiselectable": multi ? "true" : undefined });
  const clear = el("button", { type: "button", class: "picker-clear", "aria-label": t("clear"),
    onclick: () => empty() }, icon("close"));
  const field = el("div", { class: multi ? "picker multi" : "picker" }, chips, input, clear, icon("down"), box);

  function display() {
    input.value = multi ? "" : picked[0]?.text ?? "";
    clear.hidden = multi || !clearable || !picked.length;
    input.placeholder = multi && picked.length ? "" : placeholder || t("choose");
    fill(chips, multi ? picked.map((one) => el("span", { class: "chip" }, one.text,
      el("button", { type: "button", "aria-label": t("remove", { name: one.text }),
        onclick: (event) => { event.stopPropagation(); toggle(one); input.focus(); } }, icon("close")))) : []);
  }

  function toggle(option) {
    const has = picked.some((one) => one.key === option.key);
    if (!multi) picked = [option];
    else if (has) picked = picked.filter((one) => one.key !== option.key);
    else if (picked.length < limit) picked = [...picked, option];
    display();
    changed([...picked]);
  }

  function empty() {
    picked = [];
    display();
    changed([]);
    input.focus();
  }

  function pick(option) {
    toggle(option);
    if (multi) search("");
    else close();
  }

  function close() {
    clearTimeout(timer);
    timer = undefined;
    asked += 1;
    hide(box);
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    display();
  }

  function mark(index) {
    active = index;
    box.querySelectorAll("[role=option]").forEach((row, at) => {
      row.classList.toggle("active", at === index);
      if (at !== index) return;
      input.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    });
  }

  function row(option, index) {
    const on = picked.some((one) => one.key === option.key);
    return el("li", { role: "option", id: `${id}-${index}`, class: "option", "aria-selected": String(on),
      onpointerdown: (event) => event.preventDefault(), onclick: () => pick(option),
        onpointermove: () => active !== index && mark(index) },
      option.face, el("span", { class: "option-text" }, el("span", {}, option.text),
        option.detail && el("span", { class: "option-detail" }, option.detail)), on && icon("check"));
  }

  function show(groups) {
    shown = groups.flatMap((group) => group.options);
    let index = 0;
    const heading = (group) => group.label && el("li", { role: "presentation", class: "option-group" }, group.label);
    const rows = groups.flatMap((group) => [heading(group), ...group.options.map((option) => row(option, index++))]);
    fill(box, rows.length ? rows : note(t("noMatch")));
    place(box, field, { width: true });
    input.setAttribute("aria-expanded", "true");
    mark(Math.max(0, shown.findIndex((option) => picked.some((one) => one.key === option.key))));
    announce(t("matches", { n: shown.length }));
  }

  const note = (text) => el("li", { role: "presentation", class: "option-note" }, text);

  function say(text) {
    shown = [];
    fill(box, note(text));
    place(box, field, { width: true });
    input.setAttribute("aria-expanded", "true");
  }

  async function search(query) {
    const mine = ++asked;
    if (query.length < minimum) return say(t("typeMore", { n: minimum }));
    const answer = load(query);
    if (answer instanceof Promise) say(t("loading"));
    try {
      const groups = await answer;
      if (mine === asked) show(groups);
    } catch (error) {
      if (mine === asked) say(t("optionsFailed", { code: error.code ?? "" }));
    }
    return undefined;
  }

  const open = () => { if (!isOpen(box)) { if (!multi) input.select(); search(""); } };
  input.addEventListener("click", open);
  field.addEventListener("click", (event) => {
    if (event.target !== field && !event.target.closest(".icon-down")) return;
    input.focus();
    open();
  });
  input.addEventListener("blur", () => { if (isOpen(box)) close(); });

  function settle() {
    clearTimeout(timer);
    timer = undefined;
    return search(input.value.trim());
  }

  /** Enter right after typing must not take what was marked before the last keys: search first, then pick. */
  async function take() {
    if (timer) await settle();
    if (shown[active]) pick(shown[active]);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(settle, TYPING_PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const opened = isOpen(box);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!opened) open();
      else if (shown.length) mark((active + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (opened || timer) take();
      else open();
    } else if (event.key === "Escape" && opened) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Backspace" && multi && !input.value && picked.length) toggle(picked.at(-1));
    else if (event.key === "Tab" && opened) close();
  });
  field.choose = (list) => { picked = [...list]; display(); };
  display();
  return field;
}
