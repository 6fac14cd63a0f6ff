/** The local server's JSON endpoints, one function each. */

/** The server said no: `code` is its machine-readable reason. */
export class Refused extends Error {
  constructor(status, code, message) {
    super(message || code);
    this.status = status;
    this.code = code;
  }
}

async function call(method, path, { query, body } = {}) {
  const address = query ? `${path}?${new URLSearchParams(query)}` : path;
  let answer;
  try {
    answer = await fetch(address, {
      method,
      headers: body ? { "content-type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw new Refused(0, "offline", "");
  }
  const data = await answer.json().catch(() => ({ error: `http_${answer.status}`, message: "" }));
  if (!answer.ok) throw new Refused(answer.status, data.error ?? `http_${answer.status}`, data.message);
  return data;
}

const read = (path, query) => call("GET", path, { query });
const send = (path, body) => call("POST", path, { body });

export const workspace = (as) => read("/user/workspace", { as });
export const messages = (as, channel, thread) =>
  read("/user/messages", thread ? { as, channel, thread_ts: thread } : { as, channel });
export const command = (as, channel, text) => send("/user/command", { as, channel, text });
export const post = (as, channel, text, extra = {}) => send("/user/message", { as, channel, text, ...extra });
export const messageAction = (as, channel, ts, action) => send("/user/action", { as, channel, ts, ...action });
export const viewAction = (as, view, action) => send("/user/view/action", { as, view_id: view, ...action });
export const submitView = (as, view, values) => send("/user/view/submit", { as, view_id: view, values });
export const closeView = (as, view) => send("/user/view/close", { as, view_id: view });
export const views = (as) => read("/user/views", { as });
export const openHome = (as, tab = "home") => send("/user/home", { as, tab });
export const home = (as) => read("/user/home", { as });
export const options = (as, where, query) => send("/user/options", { as, ...where, ...query });
export const shortcut = (as, callback, where = {}) => send("/user/shortcut", { as, callback_id: callback, ...where });
export const profile = (user, changes) => send("/user/profile", { user, ...changes });
export const uploadFile = (as, name, content) => send("/user/file", { as, name, content_base64: content });
export const clock = () => read("/control/clock");
export const moveClock = (change) => send("/control/clock", change);
export const traffic = (since) => read("/control/traffic", since ? { since } : undefined);
export const fault = (wanted) => send("/control/faults", wanted);
export const clearFaults = () => call("DELETE", "/control/faults");
export const redeliver = (delivery) => send("/control/deliver", { delivery_id: delivery, times: 1 });
export const socket = (action) => send("/control/socket", { action });
export const token = (revoked) => send("/control/token", { revoked });
export const health = () => read("/control/health");
export const restartBot = () => send("/control/bot", { action: "restart" });

/** A chosen file as base64 text without the data-URL head. */
export function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",", 2)[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
