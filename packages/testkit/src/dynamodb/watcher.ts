/**
 * The program that watches over a database child, for `node -e`, so that it needs no file of its own wherever this
 * package is bundled. Its arguments: a port, then the database's command.
 * - its standard input is a pipe from us: when that closes, however we ended (SIGKILL too), the database is killed;
 * - it says READY and the database's process id once the port answers, and ends when the database does;
 * - Ctrl-C reaches neither (they have a process group of their own, and SIGINT is ignored): a drill that is being
 *   cancelled still needs its records.
 */
export const watcherProgram: string = `
const { spawn } = require('node:child_process');
const { connect } = require('node:net');
const [port, command, ...args] = process.argv.slice(1);
process.on('SIGINT', () => {});
const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
let said = '', listening = false;
const listen = (stream) => stream.setEncoding('utf8').on('data', (text) => {
  said = (said + text).slice(-2000);
  // Not before it says that it listens: another process might answer at this port.
  if (!listening && said.includes('listening')) { listening = true; ready(); }
});
const kill = () => { child.kill('SIGKILL'); };
for (const signal of ['SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(signal, kill);
process.stdin.on('end', kill).on('error', kill).resume();
process.stdout.on('error', () => {});
process.on('exit', kill);
child.on('error', (error) => { process.stdout.write('FAILED ' + error.message + '\\n', () => process.exit(1)); });
child.on('exit', () => { process.stdout.write('FAILED ' + said.trim().replace(/\\s+/g, ' ') + '\\n', () => process.exit(1)); });
const overdue = setTimeout(() => { said = 'it did not answer within 10 s'; kill(); }, 10000);
const ready = () => {
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('connect', () => { socket.destroy(); clearTimeout(overdue); process.stdout.write('READY ' + child.pid + '\\n'); });
  socket.on('error', () => {
    setTimeout(ready, 10);
  });
};
listen(child.stdout);
listen(child.stderr);
`;
