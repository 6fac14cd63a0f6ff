/** Between blocks and the server: what a pick or press means on the wire, and where a failure is shown. */

import * as api from "./api.js";
import { el, icon } from "./dom.js";
import { words } from "./mrkdwn.js";
import { session, tell } from "./session.js";
import { explain } from "./trouble.js";

const option = (chosen) => chosen?.value;

/** The wire form of a value, by element type; the names are those of `/user/action`. */
export function wire(element, value) {
  const type = element.type;
  if (type === "file_input") return (value ?? []).map((file) => file.id);
  if (/^multi_(static|external)_select$|^checkboxes$/.test(type)) return (value ?? []).map(option);
  if (/^(static|external)_select$|^radio_buttons$|^overflow$/.test(type)) return option(value) ?? null;
  return value ?? null;
}

export const actionBody = (blockId, element, value) => ({ action_id: element.action_id, block_id: blockId,
  value: wire(element, value) });

/** What the app offers. Raises Refused where it did not answer. */
function groups(answer) {
  if (answer.ok === false) throw new api.Refused(0, answer.error);
  return answer.option_groups?.length ? { option_groups: answer.option_groups } : { options: answer.options ?? [] };
}

/** Shows under the pressed control's block why nothing happened; the next press clears it. */
function complain(control, error) {
  const block = control.closest(".block") ?? control;
  block.parentElement?.querySelectorAll(".action-error").forEach((old) => old.remove());
  if (error) block.after(el("div", { class: "action-error", role: "alert" }, icon("warn"),
    el("span", {}, explain(error))));
}

/** Sends an action and shows its failure beside the control. */
async function send(control, run) {
  complain(control, null);
  try {
    const answer = await run();
    if (answer.ok === false) complain(control, answer);
  } catch (error) {
    if (error.status === undefined) throw error;
    complain(control, error);
  }
  tell("acted");
}

/** The surface of one message; what was picked in it stays while the page is open. */
export function messageSurface(channel, ts, kept) {
  const key = (blockId, actionId) => `${ts}/${blockId}/${actionId}`;
  return {
    value: (blockId, actionId) => kept.get(key(blockId, actionId)),
    keep: (blockId, element, value) => kept.set(key(blockId, element.action_id), value),
    act: (blockId, element, value, control) => send(control,
      () => api.messageAction(session.as, channel, ts, actionBody(blockId, element, value))),
    options: async (blockId, element, query) =>
      groups(await api.options(session.as, { channel, ts },
        { block_id: blockId, action_id: element.action_id, query })),
  };
}

/** The surface of a modal or Home view. `kept` maps block id to `{element, value}` and outlives redraws. */
export function viewSurface(view, kept, errors = {}) {
  return {
    value(blockId, actionId) {
      const entry = kept.get(blockId);
      return entry?.element.action_id === actionId ? entry.value : undefined;
    },
    keep: (blockId, element, value) => kept.set(blockId, { element, value }),
    act: (blockId, element, value, control) => send(control,
      () => api.viewAction(session.as, view.id, actionBody(blockId, element, value))),
    options: async (blockId, element, query) =>
      groups(await api.options(session.as, { view_id: view.id },
        { block_id: blockId, action_id: element.action_id, query })),
    error: (blockId) => errors[blockId],
  };
}

/** The submitted values of a modal's input blocks: `{block_id: value}`. */
export function submission(view, kept) {
  const inputs = view.blocks.filter((block) => block.type === "input");
  return Object.fromEntries(inputs.map((block) => [block.block_id,
    wire(block.element, kept.get(block.block_id)?.value)]));
}

/** The input blocks a member left empty though they are required, in order. */
export function missing(view, kept) {
  const empty = (value) => value === undefined || value === null || value === ""
    || (Array.isArray(value) && !value.length);
  return view.blocks.filter((block) => block.type === "input" && !block.optional
    && empty(kept.get(block.block_id)?.value));
}

export const titleOf = (view) => words(view.title);
