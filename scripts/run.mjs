// The one door to the checkout: `npm test`, `npm run drill`, `npm run drsctl`. Needs only git, Node and npm.
// package.json says `exec node …`, because the shell npm starts would otherwise stay in between: it dies of a signal
// without waiting, and npm never learns the exit status. Where there is no POSIX shell: `node scripts/run.mjs drill`.
import { writeApiReports } from './run/apiReports.mjs';
import { becomeCli } from './run/cli.mjs';
import { testOnCompose } from './run/compose.mjs';
import { drillArguments } from './run/drillArguments.mjs';
import { ensureInstalled } from './run/install.mjs';
import { requireNode } from './run/nodeVersion.mjs';
import { endWithNpm } from './run/npmsEnd.mjs';
import { deliverSignalsOnce } from './run/oneSignal.mjs';
import { runProof } from './run/proofs.mjs';
import { auditDependencies, makeVersion, publish } from './run/release.mjs';
import { rehearseDeploy } from './run/rehearsal.mjs';
import { skipped } from './run/skipped.mjs';
import { testSuite } from './run/suite.mjs';
import { trace } from './run/trace.mjs';
import { verify } from './run/verify.mjs';

/**
 * What each command does with its arguments once everything is installed; it returns the exit status, if it ends here.
 * @type {Readonly<Record<string, (args: readonly string[]) => Promise<number | void> | number>>}
 */
const commands = {
  test: verify,
  engines: (args) => (args.includes('--compose') ? testOnCompose(args.filter((arg) => arg !== '--compose')) : testSuite('engines', args)),
  load: (args) => testSuite('load', args),
  packages: (args) => testSuite('packages', args),
  api: writeApiReports,
  rehearsal: rehearseDeploy,
  simulate: (args) => runProof('simulation', 'build/simulate.ts', args),
  mutants: (args) => runProof('simulation', 'mutants/runMutants.ts', args),
  bench: (args) => runProof('bench', 'src/main.ts', args),
  trace,
  skipped,
  version: makeVersion,
  publish,
  audit: auditDependencies,
  install: () => 0,
  drill: (args) => becomeCli(drillArguments(args)),
  drsctl: becomeCli,
};

requireNode();
deliverSignalsOnce();
endWithNpm();
const [name = '', ...rest] = process.argv.slice(2);
if (Object.hasOwn(commands, name)) {
  await ensureInstalled();
  const status = await commands[name]?.(rest);
  if (status !== undefined) process.exitCode = status;
} else {
  console.error(`scripts/run.mjs does not know "${name}": it takes ${Object.keys(commands).join(', ')}.`);
  process.exitCode = 2;
}
