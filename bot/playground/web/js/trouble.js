/** What went wrong, in words, and short notices at the foot of the page. */

import { announce, el, icon } from "./dom.js";
import { has, t } from "./words.js";

const STAYS = 7000;

/** Words for a refusal of the server or of the app behind it. */
export function explain(error) {
  const code = error.code ?? error.error ?? "";
  const key = `error_${code}`;
  return has(key) ? t(key) : error.message || t("error_other", { code });
}

/** The server speaks for Slack's own client in English; the page says the same in its language. */
const CLIENT_WORDS = [
  [/^Please complete this required field\.$/, "required"],
  [/^Please enter a valid URL\.$/, "invalidUrl"],
  [/^Please enter a valid email address\.$/, "invalidMail"],
  [/^Please enter a (?:whole )?number\.$/, "invalidNumber"],
  [/^Please enter (\S+) characters at most\.$/, "tooLong"],
  [/^Please enter (\S+) characters at least\.$/, "tooShort"],
  [/^Please choose (\d+) at most\.$/, "tooMany"],
];

/** Field errors that come from the client's own checks, translated where they are known. */
export function inOurWords(errors) {
  const translate = (text) => {
    const known = CLIENT_WORDS.find(([pattern]) => pattern.test(text));
    return known ? t(known[1], { n: known[0].exec(text)[1] }) : text;
  };
  return Object.fromEntries(Object.entries(errors).map(([block, text]) => [block, translate(text)]));
}

/** A notice that goes away by itself and can be dismissed. */
export function toast(text, kind = "plain") {
  const stack = document.querySelector(".toasts") ?? document.body.appendChild(el("div",
    { class: "toasts", popover: "manual" }));
  const gone = () => { node.remove(); if (!stack.children.length) stack.remove(); };
  const node = el("div", { class: `toast ${kind}`, role: kind === "warn" ? "alert" : undefined },
    kind === "warn" && icon("warn"), el("span", {}, text),
    el("button", { type: "button", class: "icon-button", "aria-label": t("dismiss"), onclick: gone }, icon("close")));
  stack.append(node);
  if (stack.matches(":popover-open")) stack.hidePopover();
  stack.showPopover();
  if (kind !== "warn") announce(text);
  setTimeout(gone, STAYS);
}

/** Runs something the member asked for; a refusal becomes a notice. Answers whether it worked. */
export async function attempt(run) {
  try {
    const answer = await run();
    if (answer?.ok === false) { toast(explain(answer), "warn"); return false; }
    return true;
  } catch (error) {
    if (error.status === undefined) throw error;
    toast(explain(error), "warn");
    return false;
  }
}
