const lookEveryMilliseconds = 500;

/**
 * Ends this process as SIGTERM would when the npm that runs it is gone without a word (SIGKILL): nobody would be
 * left to see or stop what goes on. Does nothing where the script was not started by npm.
 */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, lookEveryMilliseconds);
  watch.unref();
}
