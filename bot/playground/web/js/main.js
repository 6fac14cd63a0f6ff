/** Starts the page: loads the workspace, wires the parts together, and listens. */

import * as guide from "./guide.js";
import * as home from "./home.js";
import * as inspector from "./inspector.js";
import * as modal from "./modal.js";
import * as pane from "./pane.js";
import * as sidebar from "./sidebar.js";
import { on, refresh, session, setClock, start, tell } from "./session.js";
import { listen } from "./stream.js";
import * as switcher from "./switcher.js";
import * as thread from "./thread.js";
import * as topbar from "./topbar.js";
import { explain, toast } from "./trouble.js";
import { language, t } from "./words.js";

let hangUp = () => {};
let lost = false;

function line(state) {
  if (state === "lost" && !lost) toast(t("lineLost"), "warn");
  if (state === "open") {
    if (lost) toast(t("lineBack"));
    tell("stream:open");
  }
  lost = state === "lost";
}

function heard(event) {
  if (event.type === "clock" && event.now) setClock(event.now);
  tell(`stream:${event.type}`, event);
}

/** A new member means a new stream; the old one is hung up first. */
function tune() {
  hangUp();
  lost = false;
  hangUp = listen(session.as, heard, line);
}

function speak() {
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
  document.getElementById("skip").textContent = t("skip");
}

async function main() {
  for (const part of [sidebar, topbar, pane, thread, modal, home, inspector, switcher]) part.start();
  guide.start(pane.write);
  for (const topic of ["member", "language"]) on(topic, speak);
  on("member", tune);
  on("stream:clock", refresh);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && event.target === document.body) { event.preventDefault(); pane.focusComposer(); }
  });
  try {
    await start();
  } catch (error) {
    if (error.status === undefined) throw error;
    document.getElementById("pane").textContent = explain(error);
  }
}

await main();
