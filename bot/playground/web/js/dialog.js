/** Native dialogs: they trap focus, close on Esc and give focus back to where it was. */

import { el, fill, icon } from "./dom.js";
import { t } from "./words.js";

let serial = 0;

/**
 * A modal dialog with a title, a body and a foot. `closed()` runs after it has gone for whatever reason but `vanish()`;
 * `leave()` runs when the member asks to go (Esc, ×) and decides by itself whether to call `vanish`.
 */
export function dialog({ title, body, foot, kind = "", leave }) {
  const id = `dialog-${++serial}`;
  const back = document.activeElement;
  const heading = el("h2", { id, class: "dialog-title" }, title);
  const close = el("button", { type: "button", class: "icon-button", "aria-label": t("close") }, icon("close"));
  const node = el("dialog", { class: `dialog ${kind}`.trim(), "aria-labelledby": id },
    el("div", { class: "dialog-head" }, heading, close), body, foot);

  function vanish() {
    if (!node.isConnected) return;
    node.close();
    node.remove();
    if (back?.isConnected) back.focus({ preventScroll: true });
  }

  const ask = () => (leave ? leave() : vanish());
  close.addEventListener("click", ask);
  node.addEventListener("cancel", (event) => { event.preventDefault(); ask(); });
  document.body.append(node);
  node.showModal();
  return { node, vanish, retitle: (text) => fill(heading, text) };
}

/** Block Kit's confirm object as a question; resolves true or false. */
export function confirmed({ title, text, yes, no, danger }) {
  return new Promise((resolve) => {
    const settle = (answer) => { box.vanish(); resolve(answer); };
    const accept = el("button", { type: "button", class: danger ? "button danger" : "button primary",
      onclick: () => settle(true) }, yes);
    const box = dialog({
      title, kind: "small", leave: () => settle(false),
      body: el("div", { class: "dialog-body" }, el("p", {}, text)),
      foot: el("div", { class: "dialog-foot" }, el("button",
        { type: "button", class: "button", onclick: () => settle(false) }, no), accept),
    });
    accept.focus();
  });
}

/** Keyboard focus stays inside even where the browser would leave to its own bars. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Tab") return;
  const top = [...document.querySelectorAll("dialog[open]")].at(-1);
  if (!top || top.querySelector(":popover-open")) return;
  const reach = [...top.querySelectorAll("button, input, select, textarea, a[href], [tabindex='0']")]
    .filter((node) => !node.disabled && node.tabIndex >= 0 && node.offsetParent !== null);
  const edge = event.shiftKey ? reach[0] : reach.at(-1);
  if (reach.length && (document.activeElement === edge || !top.contains(document.activeElement))) {
    event.preventDefault();
    (event.shiftKey ? reach.at(-1) : reach[0]).focus();
  }
});
