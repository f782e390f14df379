import type { Conditions, Statement } from './policy.js';

/** An account in which servers are launched. */
export interface LaunchAccount {
  readonly partition: string;
  readonly accountId: string;
  /** Roles of the instance profiles that launch templates name; DRS's own need not be among them. */
  readonly instanceRoleArns: readonly string[];
}

/** The tag DRS puts on all that it makes. */
const managed = 'AWSElasticDisasterRecoveryManaged';
/** Only what DRS does in our name: the functions cannot make these calls by themselves. */
const viaDrs: Conditions = { StringEquals: { 'aws:CalledViaLast': 'drs.amazonaws.com' } };
/** On what carries DRS's tag already. */
const onManaged: Conditions = { ...viaDrs, Null: { [`aws:ResourceTag/${managed}`]: 'false' } };
/** On what is given DRS's tag as it is made. */
const becomesManaged: Conditions = { ...viaDrs, Null: { [`aws:RequestTag/${managed}`]: 'false' } };

/**
 * What DRS does in the caller's name while it launches and terminates servers, split and limited as AWS's managed
 * policy AWSElasticDisasterRecoveryConsoleFullAccess does, and to calls that come from DRS. Any Region: a plan names its own.
 */
export function drsLaunchStatements({ partition, accountId, instanceRoleArns }: LaunchAccount): readonly Statement[] {
  const ec2 = (...kinds: readonly string[]): string[] => kinds.map((kind) => `arn:${partition}:ec2:*:${accountId}:${kind}/*`);
  const drs = (kind: string): string => `arn:${partition}:drs:*:${accountId}:${kind}/*`;
  return [
    // Calls of DRS to itself: AWS documents no key that says so.
    { Sid: 'DrsRegistersInstances', Action: ['drs:CreateRecoveryInstanceForDrs', 'drs:ListTagsForResource'], Resource: [drs('source-server'), drs('recovery-instance')] },
    // The tags by which a lost answer's job is found again, and no others.
    { Sid: 'TagOwnJobs', Action: ['drs:TagResource'], Resource: [drs('job')], Condition: { 'ForAllValues:StringLike': { 'aws:TagKeys': 'drs-orchestration:*' } } },
    {
      Sid: 'DrsLooks',
      Action: [
        'ec2:DescribeAccountAttributes', 'ec2:DescribeAvailabilityZones', 'ec2:DescribeImages', 'ec2:DescribeInstanceAttribute',
        'ec2:DescribeInstanceStatus', 'ec2:DescribeInstanceTypes', 'ec2:DescribeInstances', 'ec2:DescribeLaunchTemplateVersions',
        'ec2:DescribeLaunchTemplates', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSnapshots', 'ec2:DescribeSubnets', 'ec2:DescribeVolumes',
      ],
      // EC2's Describe calls have no resource-level permission.
      Resource: ['*'],
      Condition: viaDrs,
    },
    { Sid: 'DrsMakesTemplates', Action: ['ec2:CreateLaunchTemplate'], Resource: ec2('launch-template'), Condition: becomesManaged },
    { Sid: 'DrsEditsTemplates', Action: ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate', 'ec2:DeleteLaunchTemplateVersions'], Resource: ec2('launch-template'), Condition: onManaged },
    { Sid: 'DrsMakesVolumes', Action: ['ec2:CreateVolume'], Resource: ec2('volume'), Condition: becomesManaged },
    // Snapshots' ARNs have no account.
    { Sid: 'DrsMakesVolumesFrom', Action: ['ec2:CreateVolume'], Resource: [`arn:${partition}:ec2:*::snapshot/*`], Condition: onManaged },
    { Sid: 'DrsMakesSnapshots', Action: ['ec2:CreateSnapshot'], Resource: [`arn:${partition}:ec2:*::snapshot/*`], Condition: becomesManaged },
    { Sid: 'DrsMakesSnapshotsOf', Action: ['ec2:CreateSnapshot'], Resource: ec2('volume'), Condition: onManaged },
    { Sid: 'DrsDeletesSnapshots', Action: ['ec2:DeleteSnapshot'], Resource: [`arn:${partition}:ec2:*::snapshot/*`], Condition: onManaged },
    { Sid: 'DrsUsesVolumes', Action: ['ec2:AttachVolume', 'ec2:DeleteVolume'], Resource: ec2('volume'), Condition: onManaged },
    // The volume of a conversion server loses its tag before it is detached (AWS's own policy has no tag here either).
    { Sid: 'DrsDetachesVolumes', Action: ['ec2:DetachVolume'], Resource: ec2('volume'), Condition: viaDrs },
    {
      Sid: 'DrsRunsInstances',
      Action: ['ec2:AttachVolume', 'ec2:DetachVolume', 'ec2:ModifyInstanceAttribute', 'ec2:StartInstances', 'ec2:StopInstances', 'ec2:TerminateInstances'],
      Resource: ec2('instance'),
      Condition: onManaged,
    },
    { Sid: 'DrsLaunches', Action: ['ec2:RunInstances'], Resource: ec2('instance'), Condition: becomesManaged },
    {
      Sid: 'DrsLaunchesWith',
      Action: ['ec2:RunInstances'],
      // What instances are launched from and into belongs to the customer and has no tag of DRS's.
      Resource: [...ec2('security-group', 'volume', 'subnet', 'network-interface', 'launch-template'), `arn:${partition}:ec2:*::image/*`, `arn:${partition}:ec2:*::snapshot/*`],
      Condition: viaDrs,
    },
    {
      Sid: 'DrsTagsWhatItMakes',
      Action: ['ec2:CreateTags'],
      Resource: [...ec2('launch-template', 'security-group', 'volume', 'instance'), `arn:${partition}:ec2:*::snapshot/*`],
      Condition: { StringEquals: { ...viaDrs['StringEquals'], 'ec2:CreateAction': ['CreateLaunchTemplate', 'CreateSecurityGroup', 'CreateVolume', 'CreateSnapshot', 'RunInstances'] } },
    },
    {
      Sid: 'DrsOpensPorts',
      Action: ['ec2:AuthorizeSecurityGroupEgress', 'ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress'],
      Resource: ec2('security-group'),
      Condition: onManaged,
    },
    {
      Sid: 'PassRolesToInstances',
      Action: ['iam:PassRole'],
      Resource: [
        `arn:${partition}:iam::${accountId}:role/service-role/AWSElasticDisasterRecoveryConversionServerRole`,
        `arn:${partition}:iam::${accountId}:role/service-role/AWSElasticDisasterRecoveryRecoveryInstanceRole`,
        ...instanceRoleArns,
      ],
      Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    },
  ];
}
