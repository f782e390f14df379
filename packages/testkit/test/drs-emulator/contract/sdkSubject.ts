import * as sdk from '@aws-sdk/client-drs';
import type { DrsContractSubject } from '../../../src/drs-emulator/contract/drsContract.js';

type AnyCommand = new (input: object) => Parameters<sdk.DrsClient['send']>[0];

/** A DRS that is asked by the AWS SDK for JavaScript. */
export function sdkSubject(drs: sdk.DrsClient): DrsContractSubject {
  return {
    async call(operation, input) {
      const Command = (sdk as unknown as Readonly<Record<string, AnyCommand>>)[`${operation}Command`];
      if (Command === undefined) throw new Error(`the SDK has no ${operation}Command`);
      const { $metadata: _metadata, ...answer } = (await drs.send(new Command(input))) as object as Readonly<Record<string, unknown>>;
      return Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
    },
  };
}
