import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildSimulation } from './buildSimulation.js';

// What is simulated is bundled afresh each time: the sources as they are now.
const bundle = fileURLToPath(new URL('../dist/simulate.mjs', import.meta.url));
await buildSimulation(bundle);
const simulation = spawn(process.execPath, ['--enable-source-maps', bundle, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void simulation.kill(signal));
simulation.on('exit', (status) => (process.exitCode = status ?? 130));
