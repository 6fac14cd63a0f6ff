/** Lists that float over the page: placement in the top layer, and menus of actions. */

import { el, fill } from "./dom.js";

const GAP = 4;
const EDGE = 8;

/** Puts a `popover` element below (or above) its anchor, inside the window. */
export function place(box, anchor, { align = "start", width } = {}) {
  const at = anchor.getBoundingClientRect();
  if (width) box.style.setProperty("min-width", `${at.width}px`);
  if (!box.matches(":popover-open")) box.showPopover();
  const size = box.getBoundingClientRect();
  const below = window.innerHeight - at.bottom - GAP - EDGE;
  const up = size.height > below && at.top > below;
  const top = up ? Math.max(EDGE, at.top - GAP - size.height) : at.bottom + GAP;
  const left = align === "end" ? at.right - size.width : at.left;
  box.style.setProperty("top", `${top}px`);
  box.style.setProperty("left", `${Math.max(EDGE, Math.min(left, window.innerWidth - size.width - EDGE))}px`);
  box.style.setProperty("max-height", `${Math.min(480, (up ? at.top : below) - EDGE)}px`);
}

export const isOpen = (box) => box.matches(":popover-open");

export function hide(box) {
  if (box.isConnected && isOpen(box)) box.hidePopover();
}

function move(items, step) {
  const next = (items.indexOf(document.activeElement) + step + items.length) % items.length;
  items[next]?.focus();
}

/**
 * A button that opens a menu. `items()` gives `{label, detail?, chosen?, icon?, pick}` rows, made anew at each opening.
 * Arrow keys move, Enter picks, Esc closes and gives focus back.
 */
export function menuButton(props, face, items, { align = "end", radio = false } = {}) {
  const box = el("div", { class: "menu", role: "menu", popover: "manual", "aria-label": props["aria-label"] ?? "" });
  const button = el("button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", ...props }, face);
  const rows = () => [...box.querySelectorAll("[role^=menuitem]")];

  function close(back) {
    hide(box);
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (back) button.focus();
  }

  function outside(event) {
    if (!box.contains(event.target) && !button.contains(event.target)) close(false);
  }

  function row(item) {
    const pick = () => { close(true); item.pick(); };
    const role = radio ? "menuitemradio" : "menuitem";
    return el("button", { type: "button", role, class: item.danger ? "menu-row danger" : "menu-row", tabindex: "-1",
      onclick: pick,
      "aria-checked": radio ? String(Boolean(item.chosen)) : undefined },
      item.icon, el("span", { class: "menu-text" }, el("span", {}, item.label),
        item.detail && el("span", { class: "menu-detail" }, item.detail)));
  }

  function open() {
    if (!box.isConnected) button.after(box);
    fill(box, items().map(row));
    place(box, button, { align });
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", outside, true);
    (rows().find((one) => one.getAttribute("aria-checked") === "true") ?? rows()[0])?.focus();
  }

  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    if (isOpen(box)) close(true);
    else open();
  });
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !isOpen(box)) { event.preventDefault(); button.click(); }
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); move(rows(), step); }
    if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); event.stopPropagation(); close(true); }
  });
  return button;
}
