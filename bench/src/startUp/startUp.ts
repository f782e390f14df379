import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measurement } from '../measurement.js';
import { bundleBytes, bundleFile, bundles, clientsIn } from './bundles.js';
import { importTime } from './importTime.js';
import { bundleWithoutSdk } from './sdkExternal.js';

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;

/** How large the functions are, and how fast they are there. */
export const startUp: Measurement = {
  name: 'startUp',
  title: 'Start-up',
  how:
    'The bundles as they were last built for deployment (`npm test` builds them, `npm run bench` does not), each imported five times in a Node process of its own; the median. Import time is Node\'s alone: no Lambda, no connection; memory is the whole process\'s. ' +
    'Beside each the same sources bundled without `@aws-sdk` and `@smithy`, which are then loaded from their CommonJS files, as in Lambda\'s runtime.',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'drs-bench-'));
    try {
      const empty = join(folder, 'empty.mjs');
      writeFileSync(empty, 'export const handler = async () => undefined;\n');
      const nothing = importTime(empty);
      const measured = [];
      for (const { name, mostBytes } of bundles) {
        const outside = join(folder, `${name}.mjs`);
        await bundleWithoutSdk(name, outside);
        const [start, external] = [importTime(bundleFile(name)), importTime(outside)];
        measured.push({ name, bytes: bundleBytes(name), mostBytes, importMilliseconds: start.milliseconds, residentMegabytes: start.residentMegabytes, sdkExternalMilliseconds: external.milliseconds, sdkExternalBytes: statSync(outside).size, clients: clientsIn(name) });
      }
      return {
        results: { bundles: measured, emptyHandler: { importMilliseconds: nothing.milliseconds, residentMegabytes: nothing.residentMegabytes } },
        figures: [
          { what: 'an empty handler: import; memory', measured: `${nothing.milliseconds.toFixed(1)} ms; ${nothing.residentMegabytes.toFixed(0)} MB` },
          ...measured.map((one) => ({
            what: `${one.name}: size; import; memory`,
            measured: `${kilobytes(one.bytes)}; ${one.importMilliseconds.toFixed(0)} ms; ${one.residentMegabytes.toFixed(0)} MB`,
            beside: `SDK external: ${kilobytes(one.sdkExternalBytes)}, ${one.sdkExternalMilliseconds.toFixed(0)} ms`,
            target: { text: `under ${kilobytes(one.mostBytes)}`, met: one.bytes < one.mostBytes },
          })),
        ],
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
