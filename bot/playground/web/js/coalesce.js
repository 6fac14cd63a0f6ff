/** Many requests to refresh become at most one running and one waiting. */

/** `run` is async; a call while it runs makes it run once more afterwards. */
export function coalesced(run) {
  let running = false;
  let wanted = false;
  return async function refresh() {
    wanted = true;
    if (running) return;
    running = true;
    try {
      while (wanted) {
        wanted = false;
        await run();
      }
    } finally {
      running = false;
    }
  };
}
