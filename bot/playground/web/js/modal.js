/** The acting member's stack of modals: the top one shows as a dialog; typed values outlive updates by the app. */

import * as api from "./api.js";
import { renderBlocks } from "./blockkit.js";
import { coalesced } from "./coalesce.js";
import { dialog } from "./dialog.js";
import { announce, el, fill, icon } from "./dom.js";
import { words } from "./mrkdwn.js";
import { on, session } from "./session.js";
import { missing, submission, titleOf, viewSurface } from "./surface.js";
import { explain, inOurWords } from "./trouble.js";
import { t } from "./words.js";

/** View id → what was typed into it. */
const typed = new Map();
let open = null;

function foot(view, panel) {
  const close = el("button", { type: "button", class: "button", onclick: () => leave(panel) },
    view.close ? words(view.close) : t("close"));
  if (!view.submit) return el("div", { class: "dialog-foot" }, panel.below && backNote(), close);
  const submit = el("button", { type: "submit", class: "button primary submit", disabled: view.submit_disabled },
    words(view.submit));
  return el("div", { class: "dialog-foot" }, panel.below && backNote(), close, submit);
}

const backNote = () => el("span", { class: "dialog-note" }, icon("back"), t("stacked"));

function values(view) {
  if (!typed.has(view.id)) typed.set(view.id, new Map());
  const kept = typed.get(view.id);
  const blocks = new Set(view.blocks.map((block) => block.block_id));
  for (const key of kept.keys()) if (!blocks.has(key)) kept.delete(key);
  return kept;
}

/** The focused control's block, so that a redraw can give the focus back. */
function focusedBlock(node) {
  return node.contains(document.activeElement) ? document.activeElement.closest("[data-block]")?.dataset.block
    : undefined;
}

function reach(node, block) {
  const inside = block ? node.querySelector(`[data-block="${CSS.escape(block)}"]`) : null;
  return (inside ?? node).querySelector("input, textarea, button.button");
}

/** Where the focus was in the old view, or "" where it stood on the foot and the new view has other fields. */
function keptFocus(panel, view) {
  if (!panel.form.contains(document.activeElement)) return undefined;
  return focusedBlock(panel.body) ?? (panel.view.callback_id === view.callback_id ? undefined : "");
}

function draw(panel, view, errors = {}, focusOn = keptFocus(panel, view)) {
  panel.view = view;
  panel.retitle(titleOf(view));
  const surface = viewSurface(view, values(view), errors);
  const top = panel.body.scrollTop;
  fill(panel.body, ...renderBlocks(view.blocks, surface));
  panel.foot.replaceWith(panel.foot = foot(view, panel));
  panel.body.scrollTop = top;
  if (focusOn !== undefined) (reach(panel.body, focusOn) ?? panel.foot.querySelector(".button:last-child"))?.focus();
}

function banner(panel, text) {
  panel.form.querySelector(".banner")?.remove();
  if (text) panel.body.before(el("div", { class: "banner", role: "alert" }, icon("warn"), el("span", {}, text)));
}

function showErrors(panel, errors) {
  const known = new Set(panel.view.blocks.map((block) => block.block_id));
  const [first] = panel.view.blocks.map((block) => block.block_id).filter((id) => errors[id]);
  const elsewhere = Object.entries(errors).filter(([id]) => !known.has(id)).map(([, text]) => text);
  draw(panel, panel.view, errors, first);
  banner(panel, elsewhere.join(" "));
  announce(Object.values(errors).join(" "));
}

function waiting(panel, busy) {
  panel.form.classList.toggle("waiting", busy);
  panel.form.setAttribute("aria-busy", String(busy));
  for (const button of panel.form.querySelectorAll(".dialog-foot button")) button.disabled = busy;
  if (busy) announce(t("waiting"));
}

async function submit(panel) {
  const view = panel.view;
  const kept = values(view);
  banner(panel, "");
  const absent = missing(view, kept);
  if (absent.length) {
    return showErrors(panel, Object.fromEntries(absent.map((block) => [block.block_id, t("required")])));
  }
  waiting(panel, true);
  let answer;
  try {
    answer = await api.submitView(session.as, view.id, submission(view, kept));
  } catch (error) {
    if (error.status === undefined) throw error;
    answer = { ok: false, error: error.code, message: error.message };
  }
  waiting(panel, false);
  const byClient = answer.refused_by === "client";
  if (answer.errors) return showErrors(panel, byClient ? inOurWords(answer.errors) : answer.errors);
  if (!answer.ok) { draw(panel, view, {}); return banner(panel, explain(answer)); }
  return refresh();
}

/** Closes the top modal for the app too; the one below shows again. */
async function leave(panel) {
  const id = panel.view.id;
  typed.delete(id);
  drop();
  try {
    await api.closeView(session.as, id);
  } catch (error) {
    if (error.status === undefined) throw error;
  }
  await refresh();
}

function drop() {
  open?.vanish();
  open = null;
}

function raise(view, depth) {
  const body = el("div", { class: "dialog-body view-body" });
  const panel = { view, body, below: depth > 1, foot: el("div", {}) };
  panel.form = el("form", { class: "view-form", novalidate: true,
    onsubmit: (event) => { event.preventDefault(); submit(panel); } }, body, panel.foot);
  Object.assign(panel, dialog({ title: titleOf(view), body: panel.form, kind: "view", leave: () => leave(panel) }));
  draw(panel, view, {}, "");
  open = panel;
}

/** Makes the dialog show what the server says is on top. */
export const refresh = coalesced(async () => {
  const as = session.as;
  const { views } = await api.views(as);
  if (as !== session.as) return;
  const top = views.at(-1);
  if (!top) return drop();
  if (open?.view.id === top.id) {
    if (open.view.hash !== top.hash) draw(open, top);
    return undefined;
  }
  drop();
  raise(top, views.length);
  return undefined;
});

export function start() {
  on("stream:view", refresh);
  on("acted", refresh);
  on("member", () => { drop(); refresh(); });
  on("stream:open", refresh);
}
