import * as z from 'zod';

// Each value of a plan by itself. What several values must be together is in validatePlan.ts.

const shaped = (pattern: RegExp, mustBe: string, description: string): z.ZodType<string> =>
  z.string().regex(pattern, { error: `must be ${mustBe}` }).meta({ description });

const name = (longest: number, description: string): z.ZodType<string> =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^\S(.*\S)?$/, { error: 'must be one line without blanks at its ends' })
    // Names are shown in terminals, reports and messages, which such characters would turn or blank.
    .regex(/^[^\p{Cc}\u202A-\u202E\u2066-\u2069]*$/u, { error: 'must have no control characters, and none that change the direction of writing' })
    .meta({ description });

const wholeNumber = (least: number, most: number, description: string): z.ZodType<number> =>
  z.int().min(least).max(most).meta({ description });

/** A DRS source server's id (drs-api.md, Ids). */
export const serverIdSchema: z.ZodType<string> = shaped(
  /^s-[0-9a-z]{17}$/,
  'a DRS source server id, "s-" and 17 lower-case letters or digits',
  'The id of a DRS source server, e.g. s-3d75cdc0d9a28a725',
);
/** A point-in-time snapshot's id, or this system's word for the latest data (design section 6). */
export const snapshotIdSchema: z.ZodType<string> = shaped(
  /^(LATEST|pit-[0-9a-z]{17})$/,
  'LATEST or a snapshot id, "pit-" and 17 lower-case letters or digits',
  'LATEST (default), or the id of a point-in-time snapshot',
);
/** A protection group's id. */
export const groupIdSchema: z.ZodType<string> = shaped(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
  'an id of at most 100 letters, digits, dots, hyphens and underscores, starting with a letter or digit',
  'The id of a protection group, e.g. pg-database',
);
/** A plan's id. */
export const planIdSchema: z.ZodType<string> = shaped(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
  'an id of at most 100 letters, digits, dots, hyphens and underscores, starting with a letter or digit',
  'The id of the plan; made from PlanName by default',
);
/** An AWS account's number. */
export const accountIdSchema: z.ZodType<string> = shaped(/^\d{12}$/, 'an account number of 12 digits', 'An AWS account number, 12 digits in quotes');
/** An AWS Region's code: its shape only, since Regions are added every year. */
export const regionSchema: z.ZodType<string> = shaped(
  /^[a-z]{2,4}(-[a-z]+)+-[1-9]\d?$/,
  'an AWS Region such as eu-central-1',
  'The AWS Region whose DRS is used, e.g. eu-central-1',
);
/** An IAM role's name. */
export const roleNameSchema: z.ZodType<string> = shaped(
  /^[\w+=,.@-]{1,64}$/,
  "a role's name (not its ARN): at most 64 letters, digits and + = , . @ - _",
  'The name of the role to assume in the target account',
);
/** The external id that a role's trust policy may ask for. */
export const externalIdSchema: z.ZodType<string> = shaped(
  /^[\w+=,.@:/-]{2,1224}$/,
  'an external id: 2 to 1,224 letters, digits and + = , . @ : / - _',
  "The external id that the role's trust policy asks for",
);
/** A standard SNS topic's ARN. A FIFO topic would ask for a message group. */
export const topicArnSchema: z.ZodType<string> = shaped(
  /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/,
  'the ARN of a standard SNS topic, e.g. arn:aws:sns:eu-central-1:111111111111:dr-team',
  'The ARN of the SNS topic that hears how each run ended',
);

/** A plan's name: one line. */
export const planNameSchema: z.ZodType<string> = name(100, 'The name people know the plan by');
/** A wave's name: one line. */
export const waveNameSchema: z.ZodType<string> = name(100, 'The name of the wave, e.g. Database');
/** A group's name: one line. */
export const groupNameSchema: z.ZodType<string> = name(100, 'The name of the group, e.g. Database');

/** A wave's number, which fits its item's key `WAVE#001`. */
export const waveNumberSchema: z.ZodType<number> = wholeNumber(1, 999, 'The number of the wave; in SEQUENTIAL ordering, its place');

/** A dependency: a wave's number, or `Wave-1` as seed 003 writes it. */
export const dependencySchema: z.ZodType<number> = z
  .union(
    [
      z.int().min(1).max(999),
      z
        .string()
        .regex(/^[Ww]ave-[1-9]\d{0,2}$/)
        .transform((text) => Number(text.slice('Wave-'.length))),
    ],
    { error: 'must be the WaveNumber of another wave, such as 1 (or "Wave-1")' },
  )
  .meta({ description: 'The WaveNumber of a wave that must have completed first' });

/** Seconds between a wave that succeeded and what depends on it: a day at most. */
export const waitTimeSchema: z.ZodType<number> = wholeNumber(0, 86_400, 'Seconds to wait after this wave before those that depend on it start');
/** Seconds that servers may take to launch; a day at most. */
export const timeoutSchema: z.ZodType<number> = wholeNumber(1, 86_400, 'Seconds a server may take to launch before its wave times out');
/** Seconds that an approval may take; a week at most, since the state machine lives 14 days. */
export const approvalTimeoutSchema: z.ZodType<number> = wholeNumber(1, 604_800, 'Seconds to wait for an approval before the wave is cancelled');
/** The recovery time objective in seconds. */
export const rtoTargetSchema: z.ZodType<number> = wholeNumber(1, 2_592_000, 'The recovery time objective, in seconds, that runs are measured against');
/** A 1-based position in a wave's or group's `ServerIds`. */
export const positionSchema: z.ZodType<number> = wholeNumber(1, 300, 'A 1-based position in ServerIds');
