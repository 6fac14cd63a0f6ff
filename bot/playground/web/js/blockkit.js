/**
 * Block Kit as DOM nodes, the same for messages, modals and the Home tab.
 * A surface gives `{value(blockId, actionId), keep(blockId, element, value), act(blockId, element, value, control),
 * options(blockId, element, query), error(blockId)}`; the blocks know nothing else about where they stand.
 */

import { el, icon } from "./dom.js";
import { ELEMENTS } from "./elements.js";
import { INPUTS } from "./inputs.js";
import { markdown } from "./markdown.js";
import { link, plain, textObject, words } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { ownFile } from "./session.js";
import { t } from "./words.js";

const BUILDERS = { ...ELEMENTS, ...INPUTS };
let serial = 0;

/** Pictures come only from this server: a page that asks nobody outside shows the rest as a link. */
function picture(source, alt, kind) {
  const address = new URL(source ?? "", location.href);
  const file = /^\/files\/([^/]+)$/.exec(address.pathname)?.[1];
  if (address.origin === location.origin) return el("img", { src: file ? ownFile(file) : source, alt: alt ?? "",
    class: kind, loading: "lazy" });
  return el("span", { class: `${kind} absent` }, icon("open"), link(source ?? "", alt || t("picture")));
}

const imageSource = (block) => block.image_url ?? block.slack_file?.url
  ?? (block.slack_file?.id && `/files/${block.slack_file.id}`);

function standing(block, element, surface, place = {}) {
  const key = `${block.block_id ?? "b"}-${element.action_id ?? "a"}-${++serial}`;
  const keep = (value) => surface.keep(block.block_id, element, value);
  const quiet = place.input && !block.dispatch_action;
  return {
    key, keep, ...place, dispatches: !quiet,
    value: surface.value(block.block_id, element.action_id),
    options: (query) => surface.options(block.block_id, element, query),
    change(value, control) {
      keep(value);
      return quiet ? undefined : surface.act(block.block_id, element, value, control);
    },
  };
}

function element(block, item, surface, place) {
  if (item.type === "image") return picture(imageSource(item), item.alt_text, "thumbnail");
  const build = BUILDERS[item.type];
  if (!build) return el("span", { class: "unknown-block" }, t("unknownElement", { type: item.type }));
  return build(item, standing(block, item, surface, place));
}

function section(block, surface) {
  const fields = block.fields?.length && el("div", { class: "fields" },
    block.fields.map((field) => el("div", { class: "field-cell" }, ...textObject(field))));
  const body = el("div", { class: "section-body" }, block.text
    && el("div", { class: "text" }, ...textObject(block.text)), fields);
  if (!block.accessory) return el("div", { class: "block section" }, body);
  const side = element(block, block.accessory, surface, { label: words(block.text).slice(0, 80) });
  return el("div", { class: "block section with-accessory" }, body, el("div", { class: "accessory" }, side));
}

function input(block, surface) {
  const id = `input-${++serial}`;
  const notes = [block.hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" ");
  const problem = surface.error?.(block.block_id);
  const control = element(block, block.element, surface, { input: true, optional: block.optional,
    labelledBy: `${id}-label`, describedBy: notes });
  const target = control.matches("input, textarea") ? control : control.querySelector("input, textarea");
  if (target) target.id = id;
  if (problem) target?.setAttribute("aria-invalid", "true");
  if (!block.optional) target?.setAttribute("aria-required", "true");
  return el("div", { class: problem ? "block input wrong" : "block input", data: { block: block.block_id ?? "" } },
    el("label", { class: "input-label", id: `${id}-label`, for: id }, ...textObject(block.label),
      block.optional && el("span", { class: "optional" }, ` ${t("optional")}`)),
    control,
    el("div", { class: "input-error", id: `${id}-error` }, problem && [icon("warn"), el("span", {}, problem)]),
    block.hint && el("div", { class: "input-hint", id: `${id}-hint` }, ...textObject(block.hint)));
}

function cell(item, tag) {
  const inside = item.type === "rich_text" ? richText(item) : plain(item.text ?? String(item.value ?? ""));
  return el(tag, { scope: tag === "th" ? "col" : undefined }, ...inside);
}

function table(block) {
  const [head, ...rows] = block.rows ?? [];
  const node = el("table", {}, head && el("thead", {}, el("tr", {}, head.map((item) => cell(item, "th")))),
    el("tbody", {}, rows.map((row) => el("tr", {}, row.map((item) => cell(item, "td"))))));
  (block.column_settings ?? []).forEach((setting, index) => {
    if (!setting?.align && !setting?.is_wrapped) return;
    node.querySelectorAll(`tr > :nth-child(${index + 1})`)
      .forEach((one) => one.classList.add(`align-${setting.align ?? "left"}`,
      setting.is_wrapped ? "wrapped" : "single"));
  });
  return el("div", { class: "block table-frame", tabindex: "0", role: "region", "aria-label": t("table") }, node);
}

const BLOCKS = {
  section,
  input,
  table,
  header: (block) => el("h3", { class: "block header" }, ...textObject(block.text)),
  divider: () => el("hr", { class: "block divider" }),
  context: (block) => el("div", { class: "block context" }, block.elements.map((item) =>
    (item.type === "image" ? picture(imageSource(item), item.alt_text, "glyph")
      : el("span", { class: "context-item" }, ...textObject(item))))),
  actions: (block, surface) => el("div", { class: "block actions" },
    block.elements.map((item) => element(block, item, surface, {}))),
  image: (block) => el("figure", { class: "block picture" },
    block.title && el("figcaption", {}, ...textObject(block.title)),
    picture(imageSource(block), block.alt_text, "image")),
  rich_text: (block) => el("div", { class: "block text" }, ...richText(block)),
  markdown: (block) => el("div", { class: "block text markdown" }, ...markdown(block.text)),
  file: (block) => el("div", { class: "block" }, icon("file"), " ", block.external_id ?? ""),
};

/** The nodes of a list of blocks on a surface. A block this page does not know is named, not dropped. */
export function renderBlocks(blocks, surface) {
  return (blocks ?? []).map((block) => {
    const node = BLOCKS[block.type]?.(block, surface) ?? el("div", { class: "block unknown-block" },
      t("unknownBlock", { type: block.type }));
    if (block.block_id) node.dataset.block = block.block_id;
    return node;
  });
}
