/** The `markdown` block: the common part of standard Markdown as DOM nodes, without raw HTML. */

import { el } from "./dom.js";
import { link, unescape } from "./mrkdwn.js";

const INLINE = /(`[^`]+`)|\[([^\]]+)\]\(([^)\s]+)\)|(\*\*|__)(.+?)\4|(\*|_)(?=\S)(.+?\S|\S)\6|~~(.+?)~~/u;

function inline(text) {
  const found = INLINE.exec(text);
  if (!found) return text ? [unescape(text)] : [];
  const [whole, code, label, address, , strong, , em, struck] = found;
  let node;
  if (code) node = el("code", {}, unescape(code.slice(1, -1)));
  else if (label) node = link(unescape(address), ...inline(label));
  else if (strong) node = el("strong", {}, ...inline(strong));
  else if (em) node = el("em", {}, ...inline(em));
  else node = el("s", {}, ...inline(struck));
  return [unescape(text.slice(0, found.index)), node, ...inline(text.slice(found.index + whole.length))];
}

const cells = (row) => row.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());

function table(rows) {
  const body = rows.slice(2).map((row) => el("tr", {}, cells(row).map((cell) => el("td", {}, ...inline(cell)))));
  return el("div", { class: "table-frame", tabindex: "0" }, el("table", {},
    el("thead", {}, el("tr", {}, cells(rows[0]).map((cell) => el("th", { scope: "col" }, ...inline(cell))))),
      el("tbody", {}, body)));
}

const KINDS = [
  ["pre", /^```/],
  ["table", /^\s*\|.*\|\s*$/],
  ["ul", /^\s*[-*+]\s+/],
  ["ol", /^\s*\d+[.)]\s+/],
  ["blockquote", /^>\s?/],
  ["heading", /^#{1,6}\s+/],
  ["hr", /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/],
];

const kindOf = (row) => (row.trim() ? KINDS.toReversed().find(([, mark]) => mark.test(row))?.[0] ?? "p" : "");

function block(kind, rows) {
  if (kind === "table" && rows.length > 1) return table(rows);
  if (kind === "ul" || kind === "ol") {
    const mark = Object.fromEntries(KINDS)[kind];
    return el(kind, {}, rows.map((row) => el("li", {}, ...inline(row.replace(mark, "")))));
  }
  const without = (mark) => rows.map((row) => row.replace(mark, ""));
  if (kind === "blockquote") return el("blockquote", {}, ...inline(without(/^>\s?/).join("\n")));
  if (kind === "heading") return without(/^#+\s+/).map((text) => el("p", { class: "md-heading" }, ...inline(text)));
  if (kind === "hr") return el("hr", {});
  return el("p", {}, ...inline(rows.join("\n")));
}

/** Markdown text as block nodes. */
export function markdown(text) {
  const nodes = [];
  let gathered = [];
  let kind = "";
  const flush = () => {
    if (gathered.length) nodes.push(block(kind, gathered));
    gathered = [];
  };
  for (const row of String(text ?? "").split("\n")) {
    if (kind === "pre") {
      if (!/^```/.test(row)) { gathered.push(row); continue; }
      nodes.push(el("pre", {}, unescape(gathered.join("\n"))));
      gathered = [];
      kind = "";
      continue;
    }
    const next = kindOf(row);
    if (next !== kind) flush();
    kind = next;
    if (kind && kind !== "pre") gathered.push(row);
  }
  if (kind === "pre") nodes.push(el("pre", {}, unescape(gathered.join("\n"))));
  else flush();
  return nodes.flat();
}
