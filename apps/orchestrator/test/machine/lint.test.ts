import { describe, expect, it } from 'vitest';
import { deployed, source } from './definition.js';
import { rules } from './lint/breaches.js';
import { brokenCopy, to } from './lint/brokenCopy.js';
import { statesOf, type Flow } from './lint/machine.js';
import { aslValidator, languageService } from './lint/offTheShelf.js';

const machine = JSON.parse(source) as Flow & { readonly TimeoutSeconds: number };
const arn = 'arn:aws:lambda:eu-central-1:111111111111:function:drs-orchestration-orchestrator-prod';

describe('the state machine as it stands', () => {
  it('is clean to asl-validator', () => expect(aslValidator(source)).toEqual([]));
  it("is clean to Amazon's language service", async () => expect(await languageService(source)).toEqual([]));
  it('is clean when deployed, too', async () => {
    expect([...aslValidator(deployed(arn)), ...(await languageService(deployed(arn)))]).toEqual([]);
  });
  for (const { rule } of rules) it(`keeps the rule ${rule.name}`, () => expect(rule(machine)).toEqual([]));

  it('has one placeholder, the function its Tasks call', () => {
    expect(new Set(source.match(/\$\{[^}]*\}/g))).toEqual(new Set(['${OrchestratorFunctionArn}']));
    expect(deployed(arn)).not.toContain('${');
  });

  it('is less than 24 KB, minified', () => {
    const bytes = Buffer.byteLength(JSON.stringify(machine));
    console.log(`recovery.asl.json: ${bytes} bytes minified, ${statesOf(machine).length} states`);
    expect(bytes).toBeLessThan(24 * 1024);
  });

  it('ends after 14 days at the latest', () => expect(machine.TimeoutSeconds).toBe(14 * 86_400));
});

describe('the lint finds fault', () => {
  for (const { rule, breaches } of rules) {
    for (const { when, place, change, says } of breaches) {
      it(`when ${when} (${rule.name})`, () => expect(rule(brokenCopy(machine, place, change)).join('\n')).toContain(says));
    }
  }

  it('by asl-validator, when a path is no path', () => {
    const copy = brokenCopy(machine, ['WaitForHealth', 'SecondsPath'], to('Health.WaitSeconds'));
    expect(aslValidator(JSON.stringify(copy))).not.toEqual([]);
  });

  it("by Amazon's language service, when a Next leads nowhere or a key stands twice", async () => {
    expect(await languageService(JSON.stringify(brokenCopy(machine, ['CheckHealth', 'Next'], to('Nowhere'))))).not.toEqual([]);
    expect(await languageService(source.replace('"Finished": {', '"CleanUpFailed": {'))).not.toEqual([]);
  });
});
