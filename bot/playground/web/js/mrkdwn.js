/**
 * Slack's mrkdwn as DOM nodes. Angle constructs, code and emoji are lifted out first and stand as one private-use
 * character each ("atom") while the `*`, `_` and `~` spans around them are found.
 */

import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { conversation, go, goTo, member, nameOf, permalink, session } from "./session.js";
import { dateToken, dateOf, fullTime } from "./when.js";

const FIRST_ATOM = 0xe000;
const ATOMS = /[\uE000-\uF8FF]/g;
const SAFE = /^(https?:|mailto:|tel:)/i;
const SPAN = /(^|[^\p{L}\p{N}*_~])([*_~])(?=\S)([^\n]*?\S)\2(?![\p{L}\p{N}*_~])/u;
const TAGS = { "*": "strong", _: "em", "~": "s" };

/** Slack escapes exactly these three. */
export const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** A link that may leave the page only by a click; other schemes (`javascript:`) stay text. */
export function link(address, ...children) {
  if (!SAFE.test(address)) return el("span", {}, ...children);
  const parts = URL.canParse(address) ? new URL(address) : null;
  const here = parts?.origin === location.origin ? permalink(parts.pathname) : null;
  if (here) return el("a", { href: address, onclick: (event) => { event.preventDefault(); goTo(here); } }, ...children);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

export function userMention(id, fallback = "") {
  const known = member(id);
  return el("span", { class: id === session.as ? "mention mine" : "mention", title: known?.real_name ?? "" },
    `@${known ? nameOf(id) : fallback || id}`);
}

export function channelMention(id, fallback = "") {
  const known = conversation(id);
  if (!known) return el("span", { class: "mention" }, fallback ? `#${fallback}` : "🔒");
  return el("button", { class: "mention channel", type: "button", onclick: () => go(id) }, `#${known.name}`);
}

function dateNode(inner) {
  const [, seconds, pattern = "", target] = inner.split("|")[0].split("^");
  const fallback = inner.split("|").slice(1).join("|");
  const text = dateToken(seconds, unescape(pattern)) ?? unescape(fallback);
  const node = el("time", { title: Number(seconds) ? fullTime(dateOf(seconds)) : "" }, text);
  return target ? link(unescape(target), node) : node;
}

/** `<@U1>`, `<#C1|name>`, `<!here>`, `<!date^…>`, `<https://…|words>`; `inner` is the part between the brackets. */
function angle(inner) {
  const cut = inner.indexOf("|");
  const head = cut < 0 ? inner : inner.slice(0, cut);
  const label = cut < 0 ? "" : inner.slice(cut + 1);
  if (head.startsWith("@")) return userMention(head.slice(1), label);
  if (head.startsWith("#")) return channelMention(head.slice(1), label);
  if (head.startsWith("!date^")) return dateNode(inner);
  if (head.startsWith("!subteam^")) return el("span", { class: "mention" }, label || "@group");
  if (head.startsWith("!")) return el("span", { class: "mention" }, label || `@${head.slice(1)}`);
  return link(unescape(head), unescape(label || head.replace(/^mailto:/, "")));
}

/** Puts nodes aside and hands out one character for each. */
class Atoms {
  nodes = [];

  hold(node) {
    this.nodes.push(node);
    return String.fromCharCode(FIRST_ATOM + this.nodes.length - 1);
  }

  /** Text with atoms as nodes. */
  release(text) {
    return text.split(/([\uE000-\uF8FF])/).filter(Boolean).map((piece) => {
      const index = piece.charCodeAt(0) - FIRST_ATOM;
      return piece.length === 1 && this.nodes[index] ? this.nodes[index] : unescape(piece);
    });
  }
}

function withEmoji(text, atoms) {
  return text.replace(/:([a-z0-9_+-]+(?:::skin-tone-\d)?):/g, (whole, code) => {
    const picture = emoji(code);
    if (!picture) return whole;
    return atoms.hold(el("span", { class: "emoji", role: "img", "aria-label": code.replaceAll("_", " ") }, picture));
  });
}

function lift(text, atoms) {
  const coded = text.replace(/`([^`\n]+)`/g, (_, code) => atoms.hold(el("code", {}, unescape(code))));
  return withEmoji(coded.replace(/<([^<>\n]+)>/g, (_, inner) => atoms.hold(angle(inner))), atoms);
}

function spans(text, atoms) {
  const found = SPAN.exec(text);
  if (!found) return atoms.release(text);
  const start = found.index + found[1].length;
  const rest = text.slice(found.index + found[0].length);
  return [...atoms.release(text.slice(0, start)), el(TAGS[found[2]], {}, ...spans(found[3], atoms)),
    ...spans(rest, atoms)];
}

function inline(text) {
  const atoms = new Atoms();
  return spans(lift(text, atoms), atoms);
}

/** One line; a line that begins as a list item hangs from its marker. */
function line(text) {
  const item = /^(\s*)([•◦▪‣–-]|\d{1,2}[.)、])\s+(.*)$/.exec(text);
  if (!item) return [...inline(text), "\n"];
  const node = el("span", { class: "item" }, el("span", { class: "marker" }, `${item[2]} `),
    el("span", {}, ...inline(item[3])));
  node.style.setProperty("--depth", String(Math.min(Math.floor(item[1].length / 2), 6)));
  return [node];
}

function lines(text) {
  const nodes = text.split("\n").flatMap(line);
  return nodes.at(-1) === "\n" ? nodes.slice(0, -1) : nodes;
}

/** Groups the lines that begin with `>` into quotes; `>>>` quotes all that follows. */
function paragraphs(text) {
  const nodes = [];
  let plain = [];
  let quoted = [];
  const flush = () => {
    if (quoted.length) nodes.push(el("blockquote", {}, ...lines(quoted.join("\n"))));
    if (plain.length) nodes.push(...lines(plain.join("\n")), "\n");
    quoted = [];
    plain = [];
  };
  const rows = text.split("\n");
  for (const [index, row] of rows.entries()) {
    const mark = /^(?:&gt;|>)((?:(?:&gt;|>){2})?)\s?(.*)$/.exec(row);
    if (mark?.[1]) {
      flush();
      quoted = [mark[2], ...rows.slice(index + 1)];
      break;
    }
    if (mark ? plain.length : quoted.length) flush();
    (mark ? quoted : plain).push(mark ? mark[2] : row);
  }
  flush();
  return nodes.at(-1) === "\n" ? nodes.slice(0, -1) : nodes;
}

/** Slack's mrkdwn text as nodes. */
export function mrkdwn(text) {
  const pieces = String(text ?? "").replace(ATOMS, "").split(/```\n?([\s\S]+?)\n?```\n?/);
  return pieces.flatMap((piece, index) => {
    if (index % 2) return [el("pre", {}, unescape(piece))];
    return piece ? paragraphs(piece) : [];
  });
}

/** Plain text: no marks, but emoji shortcodes where the object allows them (the default). */
export function plain(text, withCodes = true) {
  const atoms = new Atoms();
  const clean = String(text ?? "").replace(ATOMS, "");
  return atoms.release(withCodes ? withEmoji(clean, atoms) : clean);
}

/** A text object of Block Kit. */
export function textObject(object) {
  if (!object) return [];
  if (typeof object === "string") return plain(object);
  return object.type === "mrkdwn" ? mrkdwn(object.text) : plain(object.text, object.emoji !== false);
}

/** A text object as a plain string, for labels. */
export function words(object) {
  return el("span", {}, ...textObject(object)).textContent;
}
