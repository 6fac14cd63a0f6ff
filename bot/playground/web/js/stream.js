/** Server-sent events for one member, reconnecting with growing pauses. */

const FIRST_PAUSE = 400;
const LONGEST_PAUSE = 8000;

/**
 * Calls `heard(event)` for every event of `as`, and `state("open" | "lost")` when the line changes.
 * After a break the first "open" means that events may have been missed. Returns a function that hangs up.
 */
export function listen(as, heard, state) {
  let source;
  let timer;
  let pause = FIRST_PAUSE;

  function connect() {
    source = new EventSource(`/user/stream?${new URLSearchParams({ as })}`);
    source.onopen = () => { pause = FIRST_PAUSE; state("open"); };
    source.onmessage = (message) => heard(JSON.parse(message.data));
    source.onerror = () => {
      source.close();
      state("lost");
      timer = setTimeout(connect, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    };
  }

  connect();
  return () => { clearTimeout(timer); source.onerror = null; source.close(); };
}
