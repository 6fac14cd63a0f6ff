/** Ctrl/Cmd+K: go to a conversation or act as somebody by typing a part of the name. */

import { dialog } from "./dialog.js";
import { avatar, el, icon } from "./dom.js";
import { picker } from "./picker.js";
import { actAs, go, member, nameOf, session } from "./session.js";
import { t } from "./words.js";

function places() {
  const bot = member(session.botId);
  const home = { key: "home", text: `${bot?.real_name ?? ""} · ${t("home")}`, face: avatar(bot, "tiny"),
    act: () => go("home") };
  const rooms = session.conversations.map((one) => ({
    key: one.id, text: one.kind === "dm" ? nameOf(one.other) : one.name, detail: one.is_app_dm ? t("messages") : "",
    face: one.kind === "dm" ? avatar(member(one.other), "tiny") : icon(one.kind === "private" ? "lock" : "hash"),
      act: () => go(one.id),
  }));
  return [home, ...rooms];
}

const people = () => session.members.filter((one) => !one.is_bot && !one.deleted && one.id !== session.as)
  .map((one) => ({ key: one.id, text: one.real_name, detail: one.title, face: avatar(one, "tiny"), handle: one.name,
    act: () => actAs(one.id) }));

function matching(rows, query) {
  const wanted = query.toLocaleLowerCase();
  return rows.filter((row) => `${row.text} ${row.handle ?? ""}`.toLocaleLowerCase().includes(wanted));
}

export function openSwitcher() {
  if (document.querySelector("dialog[open]")) return;
  const field = picker({
    label: t("jumpLabel"), placeholder: t("jumpHint"),
    load: (query) => [{ label: t("conversations"), options: matching(places(), query) },
      { label: t("actingAs"), options: matching(people(), query) }].filter((group) => group.options.length),
    changed: ([row]) => { box.vanish(); row.act(); },
  });
  const box = dialog({ title: t("jumpLabel"), kind: "small switcher",
    body: el("div", { class: "dialog-body" }, field) });
  const input = field.querySelector("input");
  input.focus();
  input.click();
}

export function start() {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    openSwitcher();
  });
}
