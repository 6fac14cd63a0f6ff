/** Builds DOM nodes. Data only ever becomes text or attributes, never markup. */

/** An element with properties, listeners (`onclick`), `data` attributes and children; empty children are skipped. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined
    && child !== false));
  return node;
}

const SHAPES = {
  hash: "M6 2.5 4.8 13.5M11.2 2.5 10 13.5M2.5 5.6h11M2.3 10.4h11",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  shared: "M6 10 10 6M7 4.5l1-1a3 3 0 0 1 4.4 4.4l-1 1M9 11.5l-1 1A3 3 0 0 1 3.600 8.100l1-1",
  close: "M4 4l8 8M12 4l-8 8",
  send: "M2.500 8h8M2.500 8 1.800 2.500 14.200 8 1.800 13.500z",
  clip: "M10.800 5.200 6.200 9.800a1.400 1.400 0 0 0 2 2l5-5a2.900 2.900 0 0 0-4.100-4.100l-5.200 5.200a4.400 4.400 0 0 0 6.200 6.200l3.400-3.400",
  clock: "M8 1.800a6.200 6.200 0 1 1 0 12.400A6.200 6.200 0 0 1 8 1.800zM8 4.500V8l2.400 1.600",
  down: "M4 6l4 4 4-4",
  bell: "M3.500 11.500h9M4.800 11.500V7.200a3.200 3.200 0 0 1 6.400 0v4.300M7 13.500h2M8 4V2.500",
  back: "M10 3.500 5.500 8l4.500 4.500",
  thread: "M2.500 3.500h11v7.500H7l-3 2.500V11H2.500z",
  eye: "M1.500 8S4 3.800 8 3.800 14.500 8 14.500 8 12 12.200 8 12.200 1.500 8 1.500 8zM8 6.200a1.800 1.800 0 1 1 0 3.600 1.800 1.800 0 0 1 0-3.600z",
  more: "M3.500 8h.01M8 8h.01M12.500 8h.01",
  search: "M7 2.500a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9zM10.300 10.300l3.500 3.500",
  guide: "M2.500 3.200C4.500 2.600 6.500 2.800 8 4c1.500-1.200 3.500-1.400 5.500-.800v9.300c-2-.600-4-.400-5.500.800-1.500-1.200-3.500-1.400-5.500-.800zM8 4v9.300",
  wire: "M2 5.500h9.500M9 3l2.500 2.500L9 8M14 10.500H4.500M7 8l-2.500 2.500L7 13",
  warn: "M8 2.200 14.500 13.500h-13zM8 6.500v3.200M8 11.600h.01",
  check: "M3.500 8.500l3 3 6-7",
  file: "M4 1.800h5l3 3v9.400H4zM9 1.800v3h3",
  open: "M6 3.500H3.500v9h9V10M9 3.500h3.500V7M12.500 3.500 7.500 8.500",
  plus: "M8 3.500v9M3.500 8h9",
  restart: "M13 8a5 5 0 1 1-1.600-3.700M13 2.500v3h-3",
};

/** A small decorative line icon; the control around it carries the label. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** A square with a member's initials. The colour is only decoration: the name always stands beside it. */
export function avatar(member, size = "") {
  const name = member?.real_name || member?.name || "?";
  const initials = /\p{Script=Han}/u.test(name)
    ? name.slice(-2)
    : name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("").toUpperCase();
  const hue = [...(member?.id ?? "")].reduce((sum, char) => (sum * 31 + char.codePointAt(0)) % 360, 7);
  const kind = member?.is_bot ? "avatar bot" : "avatar";
  const node = el("span", { class: `${kind} ${size}`.trim(), "aria-hidden": "true" }, member?.is_bot ? "联" : initials);
  node.style.setProperty("--hue", String(hue));
  return node;
}

const live = () => document.getElementById("live");

/** Says something to screen readers only. */
export function announce(text) {
  const region = live();
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = text; });
}

/** Moves focus among `items` by arrow keys, Home and End; one of them stays in the tab order. */
export function rove(container, selector) {
  container.addEventListener("keydown", (event) => {
    const items = [...container.querySelectorAll(selector)];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || at < 0 || !items[to]) return;
    event.preventDefault();
    items.forEach((item, index) => { item.tabIndex = index === to ? 0 : -1; });
    items[to].focus();
  });
}
