import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiReports } from '../src/apiReport.js';
import { folderOfPackage, publishedPackages } from '../src/checkout.js';

const reports = apiReports();

describe('the API report', () => {
  it.each(reports)('of $specifier is the one that was reviewed (else run npm run api:report, and look at what changed)', ({ file, text }) => {
    expect(existsSync(file) ? readFileSync(file, 'utf8') : `There is no ${file}`).toBe(text);
  });

  it('is there for each import, and for none that is gone', () => {
    const kept = publishedPackages.flatMap((name) => readdirSync(join(folderOfPackage(name), 'etc')).map((file) => join(folderOfPackage(name), 'etc', file)));
    expect(kept.sort()).toEqual(reports.map(({ file }) => file).sort());
  });

  it('tells what is exported, with its members and without its comments, and what that mentions', () => {
    const [core, , clock] = reports.map(({ text }) => text);
    expect(core).toContain('export declare function parsePlanFile(text: string, fileName: string, context?: PlanContext): PlanFileReading;');
    expect(core).toMatch(/export interface Clock \{\n {4}now\(\): number;/);
    expect(core).not.toMatch(/\/\*\*/);
    expect(clock).toMatch(/export declare const systemClock: Clock;[^]*Mentioned above, and not exported:[^]*export interface Clock \{/);
  });
});
