import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { percentile } from '../distribution.js';

/** How a module starts: by the wall, in a process of its own. */
export interface Start {
  /** Median. */
  readonly milliseconds: number;
  /** Of the process after it, in all. Median. */
  readonly residentMegabytes: number;
}

/** How often each is started. */
const starts = 5;

/** As if Lambda started it; nothing is called, so nothing is connected to. */
const environment = { AWS_REGION: 'us-east-1', AWS_LAMBDA_FUNCTION_NAME: 'bench', AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x', NODE_NO_WARNINGS: '1', PATH: process.env['PATH'] };

/** The time that importing a module takes. */
export function importTime(file: string): Start {
  const script = `const begun = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(JSON.stringify([performance.now() - begun, process.memoryUsage().rss])); process.exit();`;
  const samples = Array.from({ length: starts }, () => {
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env: environment, encoding: 'utf8' }).trim().split('\n').at(-1) ?? '';
    return JSON.parse(printed) as readonly [number, number];
  });
  return { milliseconds: percentile(samples.map(([milliseconds]) => milliseconds), 50), residentMegabytes: percentile(samples.map(([, resident]) => resident / 1e6), 50) };
}
