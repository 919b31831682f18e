/**
 * The wait (ms) before a lost connection is tried again. It ends at once when the browser has a network again, and
 * while it has none it goes on: nothing can be reached meanwhile.
 */
export function untilNetwork(ms: number): Promise<void> {
  return new Promise((done) => {
    const timer = navigator.onLine ? setTimeout(go, ms) : undefined;
    window.addEventListener("online", go);
    function go() {
      clearTimeout(timer);
      window.removeEventListener("online", go);
      done();
    }
  });
}
