// The one door to the checkout: `npm test`, `npm run drill`, `npm run drsctl`. Needs only git, Node and npm.
// package.json says `exec node …`, because the shell npm starts would otherwise stay in between: it dies of a signal
// without waiting, and npm never learns the exit status. Where there is no POSIX shell: `node scripts/run.mjs drill`.
import { becomeCli } from './run/cli.mjs';
import { drillArguments } from './run/drillArguments.mjs';
import { rehearseDeploy } from './run/rehearsal.mjs';
import { ensureInstalled } from './run/install.mjs';
import { requireNode } from './run/nodeVersion.mjs';
import { runProof } from './run/proofs.mjs';
import { testSuite } from './run/suite.mjs';
import { trace } from './run/trace.mjs';
import { verify } from './run/verify.mjs';

requireNode();
const [command, ...rest] = process.argv.slice(2);

switch (command) {
  case 'test':
    await ensureInstalled();
    process.exitCode = await verify(rest);
    break;
  case 'engines':
    await ensureInstalled();
    process.exitCode = await testSuite('engines', rest);
    break;
  case 'load':
    await ensureInstalled();
    process.exitCode = await testSuite('load', rest);
    break;
  case 'rehearsal':
    await ensureInstalled();
    process.exitCode = await rehearseDeploy(rest);
    break;
  case 'simulate':
    await ensureInstalled();
    process.exitCode = await runProof('simulation', 'build/simulate.ts', rest);
    break;
  case 'mutants':
    await ensureInstalled();
    process.exitCode = await runProof('simulation', 'mutants/runMutants.ts', rest);
    break;
  case 'bench':
    await ensureInstalled();
    process.exitCode = await runProof('bench', 'src/main.ts', rest);
    break;
  case 'trace':
    await ensureInstalled();
    process.exitCode = await trace(rest);
    break;
  case 'install':
    await ensureInstalled();
    break;
  case 'drill':
    await ensureInstalled();
    await becomeCli(drillArguments(rest));
    break;
  case 'drsctl':
    await ensureInstalled();
    await becomeCli(rest);
    break;
  default:
    console.error(`scripts/run.mjs does not know "${command ?? ''}": it takes test, engines, load, rehearsal, simulate, mutants, bench, trace, install, drill or drsctl.`);
    process.exitCode = 2;
}
