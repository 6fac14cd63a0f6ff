/** The `rich_text` block: sections, lists, quotes and preformatted text as DOM nodes. */

import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelMention, link, userMention } from "./mrkdwn.js";
import { dateToken } from "./when.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code" };

function styled(node, style = {}) {
  return Object.entries(STYLES).reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node);
}

const LEAVES = {
  text: (leaf) => leaf.text,
  link: (leaf) => link(leaf.url, leaf.text || leaf.url),
  user: (leaf) => userMention(leaf.user_id),
  channel: (leaf) => channelMention(leaf.channel_id),
  emoji: (leaf) => el("span", { class: "emoji", role: "img", "aria-label": leaf.name },
    emoji(leaf.name) ?? `:${leaf.name}:`),
  broadcast: (leaf) => el("span", { class: "mention" }, `@${leaf.range}`),
  usergroup: () => el("span", { class: "mention" }, "@group"),
  date: (leaf) => el("time", {}, dateToken(leaf.timestamp, leaf.format) ?? leaf.fallback ?? ""),
  color: (leaf) => leaf.value,
};

const leaves = (elements = []) => elements.map((leaf) => styled(LEAVES[leaf.type]?.(leaf) ?? "", leaf.style));

const PARTS = {
  rich_text_section: (part) => el("div", { class: "rt-section" }, ...leaves(part.elements)),
  rich_text_quote: (part) => el("blockquote", {}, ...leaves(part.elements)),
  rich_text_preformatted: (part) => el("pre", {}, ...leaves(part.elements)),
  rich_text_list(part) {
    const list = el(part.style === "ordered" ? "ol" : "ul",
      { class: "rt-list", start: part.offset ? part.offset + 1 : undefined },
      part.elements.map((item) => el("li", {}, ...leaves(item.elements))));
    list.style.setProperty("--depth", String(part.indent ?? 0));
    return list;
  },
};

/** A rich_text block, or a cell of a table that holds one. */
export const richText = (block) => block.elements.map((part) => PARTS[part.type]?.(part) ?? "");
