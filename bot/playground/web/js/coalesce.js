/** Many requests to refresh become at most one running and one waiting. */

/**
 * `run` is async; a call while it runs makes it run once more afterwards. A refusal (no line, or a place the member has
 * just left) ends its round quietly: the stream asks again when it is back, and every change of place does.
 */
export function coalesced(run) {
  let running = false;
  let wanted = false;

  async function round() {
    try {
      await run();
    } catch (error) {
      if (error.status === undefined) throw error;
    }
  }

  return async function refresh() {
    wanted = true;
    if (running) return;
    running = true;
    try {
      while (wanted) {
        wanted = false;
        await round();
      }
    } finally {
      running = false;
    }
  };
}
