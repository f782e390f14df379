import type { TestContext } from 'vitest';
import { namedAccount } from './account/namedAccount.js';
import { AwsSystemUnderTest } from './account/awsSystemUnderTest.js';
import { LocalSystemUnderTest, type LocalOptions } from './system/localSystemUnderTest.js';
import type { SystemUnderTest } from './system/systemUnderTest.js';

/** Plays a scenario on the system: in the AWS account that DRS_E2E_ACCOUNT names, else on this machine, where `local` says what is not as usual. */
export async function play(scenario: (system: SystemUnderTest) => Promise<void>, local: LocalOptions = {}): Promise<void> {
  const account = namedAccount(process.env);
  if (account === undefined) return playLocally(scenario, local);
  const system = await AwsSystemUnderTest.start(account, { environment: process.env });
  try {
    await scenario(system);
  } finally {
    await system.stop();
  }
}

/** Plays a scenario that only this machine has: its faults are scripted, or it looks into what no account shows. */
export async function playHere(context: TestContext, why: string, scenario: (system: LocalSystemUnderTest) => Promise<void>, local: LocalOptions = {}): Promise<void> {
  context.skip(namedAccount(process.env) !== undefined, `not in an AWS account: ${why}`);
  await playLocally(scenario, local);
}

async function playLocally(scenario: (system: LocalSystemUnderTest) => Promise<void>, local: LocalOptions): Promise<void> {
  const system = await LocalSystemUnderTest.start(local);
  try {
    await system.run(() => scenario(system));
  } finally {
    await system.stop();
  }
}
