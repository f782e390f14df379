import * as z from 'zod';
import type { ProtectionGroup, RecoveryPlan, Wave } from './plan.js';
import {
  accountIdSchema, approvalTimeoutSchema, dependencySchema, externalIdSchema, groupIdSchema, groupNameSchema, planIdSchema,
  planNameSchema, positionSchema, regionSchema, roleNameSchema, rtoTargetSchema, serverIdSchema, snapshotIdSchema,
  timeoutSchema, topicArnSchema, waitTimeSchema, waveNameSchema, waveNumberSchema,
} from './planFields.js';
import { maximumCarriedGroups, maximumServersInGroup, maximumServersInWave, maximumTagsInGroup, maximumWaves } from './planLimits.js';

const healthCheckSchema = z
  .strictObject({
    Enabled: z.boolean().default(true).meta({ description: 'Whether EC2 is asked if a launched instance really runs' }),
    OnTimeout: z.enum(['FAIL', 'WARN']).default('FAIL').meta({ description: 'What an instance not running after 5 minutes means for its server' }),
  })
  .meta({ description: 'The check of launched instances' });

const either = (one: string, other: string): { readonly oneOf: { readonly required: string[] }[] } => ({
  oneOf: [{ required: [one] }, { required: [other] }],
});

/** A list that is not too long, and not empty unless `least` is 0; zod's own `max` would leave the entries of a longer one unchecked. */
const listOf = <T>(entry: z.ZodType<T>, most: number, least: number = 1): z.ZodArray<z.ZodType<T>> =>
  z
    .array(entry)
    .min(least)
    .refine((list) => list.length <= most, {
      error: ({ input }) => `must have at most ${most} entries, but it has ${(input as readonly unknown[]).length}`,
      when: ({ value }) => Array.isArray(value),
    })
    .meta({ maxItems: most });

/** A wave as a plan file holds it; the result has every default. */
export const waveSchema: z.ZodType<Wave> = z
  .strictObject({
    WaveNumber: waveNumberSchema,
    WaveName: waveNameSchema,
    ServerIds: listOf(serverIdSchema, maximumServersInWave).exactOptional().meta({ description: 'The source servers of the wave (or give a ProtectionGroupId)' }),
    ProtectionGroupId: groupIdSchema.exactOptional(),
    ExecutionType: z.enum(['PARALLEL', 'SEQUENTIAL']).default('PARALLEL').meta({ description: 'Launch the servers together, or one after another' }),
    ExecutionOrder: z.array(positionSchema).exactOptional().meta({ description: '1-based positions in ServerIds, in launch order; as listed by default' }),
    Dependencies: z
      .array(dependencySchema)
      .default([])
      .transform((numbers) => [...new Set(numbers)])
      .meta({ description: 'The waves that must have completed before this one starts' }),
    WaitTimeSeconds: waitTimeSchema.default(0),
    PauseBefore: z.boolean().default(false).meta({ description: 'Wait for an approval before the wave starts' }),
    ApprovalTimeoutSeconds: approvalTimeoutSchema.default(86_400),
    HealthCheck: healthCheckSchema.prefault({}),
    LaunchActions: z.enum(['REQUIRED', 'OPTIONAL']).default('REQUIRED').meta({ description: 'Whether a failed post-launch action fails its server (in a recovery)' }),
    OnPartialFailure: z.enum(['STOP', 'CONTINUE']).default('STOP').meta({ description: 'Whether those that depend on this wave start when only some of its servers launched' }),
    TimeoutSeconds: timeoutSchema.default(1800),
    RecoverySnapshotId: snapshotIdSchema.default('LATEST'),
  })
  .meta({ id: 'Wave', description: 'Servers that are launched together or in order', ...either('ServerIds', 'ProtectionGroupId') });

/** A protection group as a plan file may carry it. */
export const protectionGroupSchema: z.ZodType<ProtectionGroup> = z
  .strictObject({
    GroupId: groupIdSchema,
    GroupName: groupNameSchema,
    Region: regionSchema,
    ServerIds: listOf(serverIdSchema, maximumServersInGroup).exactOptional().meta({ description: 'The source servers of the group (or give Tags)' }),
    Tags: z
      .record(z.string().min(1).max(128), z.string().max(256))
      .refine((tags) => Object.keys(tags).length > 0, { error: 'must name at least one tag' })
      .refine((tags) => Object.keys(tags).length <= maximumTagsInGroup, { error: `must name at most ${maximumTagsInGroup} tags: a server has no more` })
      .exactOptional()
      .meta({ description: 'The servers that carry all of these tags when an execution starts', minProperties: 1, maxProperties: maximumTagsInGroup }),
  })
  .meta({ id: 'ProtectionGroup', description: 'A named set of servers', ...either('ServerIds', 'Tags') });

/** A plan file's content with its defaults: a plan whose `PlanId` may be left to its name, and the groups it carries. */
export interface PlanFile extends Omit<RecoveryPlan, 'PlanId'> {
  readonly PlanId?: string;
  readonly ProtectionGroups?: readonly ProtectionGroup[];
}

/** The schema of a plan file (design section 3): each value by itself. */
export const planFileSchema: z.ZodType<PlanFile> = z
  .strictObject({
    PlanId: planIdSchema.exactOptional(),
    PlanName: planNameSchema,
    Description: z.string().max(1_000).exactOptional().meta({ description: 'What the plan recovers' }),
    Region: regionSchema,
    TargetAccountId: accountIdSchema.exactOptional(),
    AssumeRoleName: roleNameSchema.exactOptional(),
    ExternalId: externalIdSchema.exactOptional(),
    WaveOrdering: z
      .enum(['SEQUENTIAL', 'DEPENDENCIES'])
      .default('SEQUENTIAL')
      .meta({ description: 'SEQUENTIAL: each wave after the one before it. DEPENDENCIES: only Dependencies count' }),
    RtoTargetSeconds: rtoTargetSchema.exactOptional(),
    TerminateAfterDrill: z.boolean().default(true).meta({ description: "Whether a drill's instances are terminated when it is over" }),
    Notifications: z.strictObject({ SnsTopicArn: topicArnSchema }).exactOptional().meta({ description: 'Who hears how each run ended' }),
    ProtectionGroups: listOf(protectionGroupSchema, maximumCarriedGroups, 0).exactOptional().meta({ description: 'Groups that the waves name; stored beside the plan' }),
    Waves: listOf(waveSchema, maximumWaves).meta({ description: 'The waves of the plan' }),
  })
  .meta({ title: 'DRS Orchestration recovery plan' });

/** The id a plan has by default: `plan-` and its name in lower-case letters, digits and hyphens; `undefined` if that leaves nothing. */
export function planIdFromName(planName: string): string | undefined {
  const slug = planName
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 90)
    .replace(/-+$/, '');
  return slug === '' ? undefined : `plan-${slug}`;
}
