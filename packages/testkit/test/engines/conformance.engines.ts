import { DeleteStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { systemClock, systemIdentifiers } from '@drs-orchestration/core/aws';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { EngineKind } from '../../../../scripts/run/enginesResults.mjs';
import { givenEngine, lambdaPlace, localClient, type ClientSettings } from '../../../../scripts/vitest/givenEngine.js';
import type { PausingClock } from '../../src/clock/pausingClock.js';
import { startThirdPartyEngine } from '../../src/engines/startThirdPartyEngine.js';
import { LambdaHost } from '../../src/lambda-host/lambdaHost.js';
import { startLambdaServer } from '../../src/lambda-host/startLambdaServer.js';
import { conformanceCases } from '../../src/step-functions/conformance/cases.js';
import type { ConformanceCase } from '../../src/step-functions/conformance/conformanceCase.js';
import type { ConformanceTarget } from '../../src/step-functions/conformance/conformanceTarget.js';
import { runCase, type CaseResult } from '../../src/step-functions/conformance/runCase.js';
import { ScriptedFunction } from '../../src/step-functions/conformance/scriptedFunction.js';
import { expectResult, titleOf } from '../step-functions/expectResult.js';
import { sdkTarget } from '../step-functions/sdkTarget.js';

const clock: PausingClock = { ...systemClock, letTimePass: (work) => work() };
const script = new ScriptedFunction();
const results = new Map<number, Promise<CaseResult>>();
const closers: (() => Promise<void> | void)[] = [];

/** An engine to hold to the suite, or why there is none. */
type Engine = { readonly kind: string; readonly target: ConformanceTarget; readonly withoutLambda?: string } | { readonly unavailable: string };

/** The engine that AWS_ENDPOINT_URL_SFN names; else the third-party AWS API, where it is. It invokes the suite's function in this process. */
async function engineUnderTest(): Promise<Engine> {
  const given = givenEngine(process.env);
  const host = new LambdaHost({ clock });
  const lambda = given?.lambda ?? { name: 'conformance', arn: 'arn:aws:lambda:us-east-1:123456789012:function:conformance' };
  host.register(lambda.name, script.handler);
  const server = await startLambdaServer({ host, ...lambdaPlace(process.env) });
  closers.push(() => server.close());
  if (given !== undefined) return { ...given, target: targetOf(given.kind, given.client, lambda.arn, given.roleArn) };
  const folder = process.env['DRS_ENGINES_DIR'] ?? fileURLToPath(new URL('../../../../../shared/engines', import.meta.url));
  const started = await startThirdPartyEngine({ folder, lambdaEndpoint: server.url, clock });
  if ('unavailable' in started) return started;
  closers.push(() => started.close());
  return { kind: 'moto', target: targetOf('moto', localClient(started.url), lambda.arn) };
}

/** The engine's API by the SDK's client. The machines made there go when the suite is over. */
function targetOf(engine: EngineKind, settings: ClientSettings, functionName: string, roleArn = 'arn:aws:iam::123456789012:role/conformance'): ConformanceTarget {
  const client = new SFNClient(settings);
  closers.push(() => client.destroy());
  const target = sdkTarget(client, { engine, functionName, roleArn, sleep: (seconds) => clock.sleep(seconds * 1000) });
  const machines: string[] = [];
  closers.push(async () => {
    for (const stateMachineArn of machines) await client.send(new DeleteStateMachineCommand({ stateMachineArn }));
  });
  const createStateMachine: ConformanceTarget['createStateMachine'] = async (input) => {
    const created = await target.createStateMachine(input);
    if (created.stateMachineArn !== undefined) machines.push(created.stateMachineArn);
    return created;
  };
  return { ...target, createStateMachine };
}

/** Gives up what hangs, so that the cases behind it in its lane are not taken for faulty too. */
async function withinMinutes<T>(minutes: number, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = clock.sleep(minutes * 60_000, over.signal).then(
    () => Promise.reject(new Error(`it has not ended within ${minutes} minutes`)),
    () => work,
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}

/** Whether a case's machine has a Task state. */
function invokesFunction({ machine }: ConformanceCase): boolean {
  return JSON.stringify(machine(() => ({ Type: 'Task' }), 'function')).includes('"Type":"Task"');
}

/** Why a case is not run on an engine. */
function leftOut(conformanceCase: ConformanceCase, engine: Engine): string | undefined {
  if ('unavailable' in engine) return engine.unavailable;
  const difference = conformanceCase.differs?.[engine.kind];
  if (difference !== undefined) return `${engine.kind} ${difference}`;
  return invokesFunction(conformanceCase) ? engine.withoutLambda : undefined;
}

describe('an engine that nobody here wrote, held to the same cases as ours', () => {
  let engine: Engine = { unavailable: 'it was not started' };

  beforeAll(async () => {
    engine = await engineUnderTest();
    if ('unavailable' in engine) return;
    const { target } = engine;
    script.answerTo(target);
    // New on an engine that outlives this run, where names are kept.
    const suite = systemIdentifiers.uuid().slice(0, 8);
    // A few at a time: their waits pass together, and none is late because a small machine is busy.
    const lanes = Array.from({ length: 6 }, (): Promise<unknown> => Promise.resolve());
    conformanceCases.forEach((conformanceCase, index) => {
      if (leftOut(conformanceCase, engine) !== undefined) return;
      const before = lanes[index % lanes.length]!;
      const result = before.then(() => withinMinutes(3, runCase(conformanceCase, `conformance-${suite}-${index}`, target, script)));
      lanes[index % lanes.length] = result.catch(() => undefined);
      results.set(index, result);
    });
  });
  afterAll(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  conformanceCases.forEach((conformanceCase, index) => {
    it(titleOf(conformanceCase), async (context) => {
      const reason = leftOut(conformanceCase, engine);
      context.skip(reason !== undefined, reason);
      expectResult(conformanceCase, await results.get(index)!);
    });
  });
});
