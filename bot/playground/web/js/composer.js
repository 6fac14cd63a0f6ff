/** The box to write in: slash commands and mentions with suggestions, files, Enter sends. */

import * as api from "./api.js";
import { announce, avatar, el, fill, icon } from "./dom.js";
import { hide, isOpen, menuButton, place } from "./popup.js";
import { session, tell } from "./session.js";
import { attempt, toast } from "./trouble.js";
import { t } from "./words.js";

const VERBS = ["help", "new", "list", "status", "mine", "submit", "gate", "score", "history"];
const TAKES_MORE = new Set(["new", "status", "submit", "gate", "score", "history"]);
const TALLEST = 220;
let serial = 0;

/** `@Name` of a member becomes a mention, as Slack's own clients do. */
export function withMentions(text) {
  const people = [...session.members].sort((one, other) => other.real_name.length - one.real_name.length);
  return people.reduce((done, one) => done.replaceAll(`@${one.real_name}`, `<@${one.id}>`), text);
}

function commandRows(typed) {
  const rows = (session.app?.commands ?? []).flatMap((one) => [
    { fill: one.command, label: one.command, detail: one.description, hint: one.usage_hint },
    ...VERBS.map((verb) => ({ fill: `${one.command} ${verb}${TAKES_MORE.has(verb) ? " " : ""}`,
      label: `${one.command} ${verb}`, detail: t(`verb_${verb}`) })),
  ]);
  const wanted = typed.trimEnd().toLowerCase();
  return rows.filter((row) => row.label.startsWith(wanted) && !(typed.endsWith(" ") && row.label === wanted
    && row.label !== rows[0].label));
}

/** The app's global shortcuts, as Slack offers them beside the composer. */
function shortcutRows() {
  const ours = (session.app?.shortcuts ?? []).filter((one) => one.type === "global");
  return ours.map((one) => ({ label: t.maybe(one.callback_id, one.name), detail: one.description, icon: icon("open"), pick: async () => {
    await attempt(() => api.shortcut(session.as, one.callback_id));
    tell("acted");
  } }));
}

function mentionRows(word) {
  const wanted = word.toLocaleLowerCase();
  return session.members.filter((one) => !one.is_bot && `${one.real_name} ${one.name}`.toLocaleLowerCase()
    .includes(wanted)).slice(0, 8)
    .map((one) => ({ mention: one, label: one.real_name, detail: one.title || one.name, face: avatar(one, "tiny") }));
}

/** A composer for one place; `target()` says `{channel, thread}` at the moment of sending. */
export class Composer {
  constructor({ target, label, draft = "", drafted = () => {} }) {
    const id = `suggest-${++serial}`;
    Object.assign(this, { id, target, drafted, rows: [], active: -1, steered: false, files: [] });
    this.input = el("textarea", { class: "composer-input", rows: "1", placeholder: label, "aria-label": label,
      role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" });
    this.box = el("ul", { class: "listbox suggestions", role: "listbox", id, popover: "manual",
      "aria-label": t("suggestions") });
    this.picked = el("ul", { class: "file-list" });
    const chooser = el("input", { type: "file", multiple: true, hidden: true, onchange: () => this.attach(chooser) });
    const add = menuButton({ class: "icon-button", "aria-label": t("addAction"), title: t("addAction") },
      icon("plus"), () => [
      { label: t("attach"), icon: icon("clip"), pick: () => chooser.click() }, ...shortcutRows(),
    ], { align: "start" });
    this.sendButton = el("button", { type: "submit", class: "icon-button send", "aria-label": t("send"),
      title: t("send") }, icon("send"));
    this.node = el("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.send(); } },
      this.picked, this.input, el("div", { class: "composer-foot" }, el("span", {}, chooser, add),
        el("span", { class: "composer-hint" }, t("suggestionKeys")), this.sendButton), this.box);
    this.input.value = draft;
    this.input.addEventListener("input", () => { this.grow(); this.suggest(); this.drafted(this.input.value); });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.shut());
    requestAnimationFrame(() => this.grow());
  }

  grow() {
    this.input.style.setProperty("height", "auto");
    this.input.style.setProperty("height", `${Math.min(this.input.scrollHeight, TALLEST)}px`);
    this.node.classList.toggle("filled", Boolean(this.input.value.trim() || this.files.length));
  }

  write(text) {
    this.input.value = text;
    this.input.focus();
    this.grow();
    this.drafted(text);
    this.suggest();
  }

  /** The `@word` before the caret, or null. */
  mentionAtCaret() {
    return /(?:^|\s)@([^\s@]*)$/.exec(this.input.value.slice(0, this.input.selectionStart));
  }

  suggest() {
    const typed = this.input.value;
    const mention = this.mentionAtCaret();
    if (mention) this.rows = mentionRows(mention[1]);
    else this.rows = typed.startsWith("/") && !typed.includes("\n") ? commandRows(typed) : [];
    this.steered = false;
    if (!this.rows.length) return this.shut();
    fill(this.box, this.rows.map((row, index) => el("li", { role: "option", id: `${this.id}-${index}`, class: "option",
      onpointerdown: (event) => event.preventDefault(), onclick: () => this.take(row) },
      row.face, el("span", { class: "option-text" }, el("span", { class: row.mention ? "" : "code" }, row.label),
        row.detail && el("span", { class: "option-detail" }, row.detail)))));
    place(this.box, this.node, { width: true });
    this.input.setAttribute("aria-expanded", "true");
    announce(t("matches", { n: this.rows.length }));
    return this.mark(0);
  }

  mark(index) {
    this.active = index;
    [...this.box.children].forEach((row, at) => { row.classList.toggle("active",
      at === index); row.setAttribute("aria-selected", String(at === index)); });
    this.box.children[index]?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", `${this.id}-${index}`);
  }

  shut() {
    hide(this.box);
    this.rows = [];
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  take(row) {
    if (row.mention) {
      const caret = this.input.selectionStart;
      const start = caret - this.mentionAtCaret()[1].length - 1;
      const head = `${this.input.value.slice(0, start)}@${row.mention.real_name} `;
      this.input.value = head + this.input.value.slice(caret);
      this.input.setSelectionRange(head.length, head.length);
    } else this.input.value = row.fill;
    this.input.focus();
    this.grow();
    this.drafted(this.input.value);
    this.shut();
  }

  /** Enter sends what already is a whole command; otherwise it first completes the marked suggestion. */
  completes(row) {
    if (!row) return false;
    return this.steered || Boolean(row.mention) || !this.rows.some((one) => one.label === this.input.value.trim());
  }

  key(event) {
    if (event.isComposing) return;
    const opened = isOpen(this.box);
    if (opened && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.steered = true;
      this.mark((this.active + (event.key === "ArrowDown" ? 1 : -1) + this.rows.length) % this.rows.length);
    } else if (opened && event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      this.take(this.rows[this.active]);
    } else if (opened && event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.shut();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      const row = opened ? this.rows[this.active] : null;
      if (this.completes(row)) this.take(row);
      else this.send();
    }
  }

  async attach(chooser) {
    for (const file of chooser.files) {
      await attempt(async () => {
        const { file_id: id } = await api.uploadFile(session.as, file.name, await api.base64(file));
        this.files.push({ id, name: file.name });
      });
    }
    chooser.value = "";
    this.showFiles();
  }

  showFiles() {
    fill(this.picked, this.files.map((file) => el("li", {}, icon("file"), el("span", {}, file.name),
      el("button", { type: "button", class: "icon-button", "aria-label": t("remove", { name: file.name }),
        onclick: () => { this.files = this.files.filter((one) => one !== file); this.showFiles(); } },
          icon("close")))));
    this.grow();
  }

  /**
   * A command the app left unanswered is told by Slackbot in the conversation; only the server's own refusals are
   * ours.
   */
  async command(channel, text) {
    await api.command(session.as, channel, withMentions(text));
  }

  post(channel, thread, text, files) {
    return api.post(session.as, channel, withMentions(text),
      { thread_ts: thread || undefined, files: files.map((file) => file.id) });
  }

  async send() {
    const text = this.input.value.trim();
    const { channel, thread } = this.target();
    if ((!text && !this.files.length) || this.busy) return;
    if (text.startsWith("/") && thread) return void toast(t("noCommandInThread"), "warn");
    const files = this.files;
    this.busy = true;
    this.sendButton.setAttribute("aria-busy", "true");
    this.shut();
    this.input.value = "";
    this.files = [];
    this.showFiles();
    this.drafted("");
    const sent = await attempt(() => (text.startsWith("/") ? this.command(channel, text)
      : this.post(channel, thread, text, files)));
    this.busy = false;
    tell("acted");
    this.sendButton.removeAttribute("aria-busy");
    if (!sent && !this.input.value && !text.startsWith("/")) { this.input.value = text; this.files = files; this.showFiles(); }
  }
}
