/** The app's Home tab as the acting member sees it. */

import * as api from "./api.js";
import { renderBlocks } from "./blockkit.js";
import { coalesced } from "./coalesce.js";
import { el, fill } from "./dom.js";
import { on, session } from "./session.js";
import { viewSurface } from "./surface.js";
import { attempt } from "./trouble.js";
import { t } from "./words.js";

const box = el("div", { class: "home", role: "tabpanel", "aria-labelledby": "tab-home" });
let shown = "";
let kept = new Map();

function draw(view) {
  const mark = view ? `${session.as}/${view.id}/${view.hash}` : session.as;
  if (mark === shown) return;
  shown = mark;
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.action : undefined;
  if (!view) return void fill(box, el("div", { class: "empty" }, el("p", {}, t("homeEmpty"))));
  fill(box, el("div", { class: "home-body" }, ...renderBlocks(view.blocks, viewSurface(view, kept))));
  if (focused) box.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

const refresh = coalesced(async () => {
  if (session.place !== "home") return;
  const as = session.as;
  const { view } = await api.home(as);
  if (as === session.as && session.place === "home") draw(view);
});

/** The tab's node; showing it tells the app that its Home was opened. */
export function homeTab() {
  kept = new Map();
  shown = "";
  refresh();
  attempt(() => api.openHome(session.as));
  return box;
}

export function start() {
  on("stream:home", refresh);
  on("stream:open", refresh);
  on("language", () => { shown = ""; refresh(); });
}
