/** Two of one signal closer together than this are one; a person's second Ctrl-C comes later. */
const sameWithinMilliseconds = 250;

/**
 * Makes one Ctrl-C one SIGINT. A terminal sends it to npm and to us, and npm passes its own on to us as well;
 * the same goes for a SIGTERM to the whole process group. A signal nobody listens for keeps its default action.
 */
export function deliverSignalsOnce() {
  /** @type {Map<string | symbol, number>} */
  const lastAt = new Map();
  const emit = process.emit.bind(process);
  process.emit = function (/** @type {string | symbol} */ event, /** @type {unknown[]} */ ...details) {
    if (event === 'SIGINT' || event === 'SIGTERM') {
      const last = lastAt.get(event);
      lastAt.set(event, performance.now());
      if (last !== undefined && performance.now() - last < sameWithinMilliseconds) return true;
    }
    return Reflect.apply(emit, undefined, [event, ...details]);
  };
}
