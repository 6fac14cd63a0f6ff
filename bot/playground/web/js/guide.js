/** The welcome guide: the six stages, and the steps of one project with the person and place of each. */

import { el, fill, icon } from "./dom.js";
import { STAGES, STEPS } from "./storyline.js";
import { actAs, appDm, go, nameOf, on, session, tell } from "./session.js";
import { language, t } from "./words.js";

const KEY = "liandong-guide";

function stored() {
  try {
    return { hidden: false, done: [], ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { hidden: false, done: [] };
  }
}

const state = stored();
let write = () => {};

function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    /* Private windows may refuse; the guide then simply forgets. */
  }
}

export const guideWanted = () => !state.hidden;

export function wantGuide(wanted) {
  state.hidden = !wanted;
  keep();
  tell("guide");
}

const say = (text) => text[language()];

/** Becomes the person of a step, at its place, with its words already typed. */
async function takeMeThere(step) {
  if (step.as) await actAs(step.as);
  const place = { home: "home", app: appDm()?.id ?? "home" }[step.at] ?? step.at;
  if (place) go(place);
  if (step.write) write(step.write);
}

function stepRow(step, index, redraw) {
  const done = state.done.includes(step.id);
  const current = STEPS.find((one) => !state.done.includes(one.id))?.id === step.id;
  const tick = el("input", { type: "checkbox", checked: done, "aria-label": `${t("guideDone")}: ${say(step.title)}`,
    onchange: () => {
    state.done = tick.checked ? [...state.done, step.id] : state.done.filter((id) => id !== step.id);
    keep();
    redraw();
  } });
  return el("li", { class: `step${done ? " done" : ""}${current ? " current" : ""}`,
    "aria-current": current ? "step" : undefined, data: { step: step.id } },
    tick, el("div", { class: "step-words" }, el("h3", {}, `${index + 1}. ${say(step.title)}`),
      !done && el("p", {}, say(step.text)),
      !done && step.as && el("button", { type: "button", class: current ? "small-button accent" : "small-button",
        onclick: () => takeMeThere(step) }, icon("open"),
        el("span", {}, `${t("guideGo")} · ${nameOf(step.as)}`))));
}

const doneSteps = () => STEPS.filter((step) => state.done.includes(step.id));

export function guidePanel() {
  const body = el("div", { class: "guide-body" });
  const redraw = () => fill(body, el("p", { class: "guide-intro" }, t("guideIntro")),
    el("ol", { class: "stages", "aria-label": t("guideStages") }, STAGES.map((stage) => el("li", {}, say(stage)))),
    el("p", { class: "guide-progress" }, t("guideProgress", { n: doneSteps().length, total: STEPS.length })),
    el("ol", { class: "steps" }, STEPS.map((step, index) => stepRow(step, index, redraw))),
    el("p", { class: "guide-intro" }, t("guideEnd")));
  redraw();
  return [el("header", { class: "pane-head" }, el("h2", {}, t("guideTitle")),
    el("button", { type: "button", class: "icon-button", "aria-label": t("guideClose"),
      onclick: () => { wantGuide(false); document.querySelector("[data-panel=guide]")?.focus(); } }, icon("close"))),
      body];
}

/** `compose` puts text into the composer of the place that is open. */
export function start(compose) {
  write = compose;
  on("member", () => session.me && tell("guide"));
}
