/** The page's own words in both languages. What the app says comes from the app. */

import { EN } from "./words-en.js";
import { ZH } from "./words-zh.js";
import { language } from "./session.js";

export { language };

const table = () => (language() === "zh" ? ZH : EN);

export const has = (key) => key in EN;

/** The text for a key with `{name}` parts filled in. */
export function t(key, parts = {}) {
  return table()[key].replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);
}

/** A counted text: `key_one` for exactly one where the language has it, else `key_other`. */
t.count = (key, n) => t(n === 1 ? `${key}_one` : `${key}_other`, { n });

/** The text for a key that may not exist, else a fallback. */
t.maybe = (key, otherwise) => (has(key) ? t(key) : otherwise);
