import type { TargetAccount } from '../src/configuration/configuration.js';
import type { Names } from '../src/names.js';
import { entering } from '../src/targetAccountStack.js';
import { engineApi, type EngineApi } from './engineApi.js';

const iam = ['iam', '2010-05-08'] as const;

/** Who may enter a target account, as its deployed role says, and who the deployed functions are. */
export interface Entrance {
  /** The ARNs that the role's condition names. */
  readonly trusted: readonly string[];
  readonly externalId: string | undefined;
  /** The ARNs of the roles that the deployed functions run as. */
  readonly functions: readonly string[];
}

interface Trust {
  readonly Statement: readonly { readonly Condition: { readonly StringEquals: Readonly<Record<string, string>>; readonly ArnEquals: Readonly<Record<string, readonly string[]>> } }[];
}

/** Reads the role that was deployed in a target account, and the functions' that were deployed in the system's. @param accessKeyId of somebody in the target account */
export async function entranceOf(api: EngineApi, region: string, accessKeyId: string, { RoleName }: TargetAccount, names: Names): Promise<Entrance> {
  const [document = ''] = (await engineApi(api.url, region, accessKeyId).query(...iam, 'GetRole', { RoleName }))('AssumeRolePolicyDocument');
  const [{ Condition }, ...more] = (JSON.parse(decodeURIComponent(document)) as Trust).Statement as [Trust['Statement'][number]];
  if (more.length > 0) throw new Error(`${RoleName} trusts in ${more.length + 1} ways`);
  const functions = entering.map((name) => api.get<{ Configuration: { Role: string } }>('lambda', `/2015-03-31/functions/${names.function(name)}`));
  return {
    trusted: [...(Condition.ArnEquals['aws:PrincipalArn'] ?? [])].sort(),
    externalId: Condition.StringEquals['sts:ExternalId'],
    functions: (await Promise.all(functions)).map(({ Configuration }) => Configuration.Role).sort(),
  };
}

/** Whether a target account still has its role. */
export async function rolesLeft(api: EngineApi, region: string, accessKeyId: string): Promise<string[]> {
  return (await engineApi(api.url, region, accessKeyId).query(...iam, 'ListRoles'))('RoleName');
}
