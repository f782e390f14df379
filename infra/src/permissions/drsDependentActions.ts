/**
 * What the caller of a DRS operation must be allowed besides the operation itself, because DRS acts in the caller's
 * name. Source: AWS Service Authorization Reference, "Actions, resources, and condition keys for AWS Elastic Disaster
 * Recovery", column "Dependent actions".
 */
export const drsDependentActions = {
  StartRecovery: [
    'drs:CreateRecoveryInstanceForDrs',
    'drs:ListTagsForResource',
    'ec2:AttachVolume',
    'ec2:AuthorizeSecurityGroupEgress',
    'ec2:AuthorizeSecurityGroupIngress',
    'ec2:CreateLaunchTemplate',
    'ec2:CreateLaunchTemplateVersion',
    'ec2:CreateSnapshot',
    'ec2:CreateTags',
    'ec2:CreateVolume',
    'ec2:DeleteLaunchTemplateVersions',
    'ec2:DeleteSnapshot',
    'ec2:DeleteVolume',
    'ec2:DescribeAccountAttributes',
    'ec2:DescribeAvailabilityZones',
    'ec2:DescribeImages',
    'ec2:DescribeInstanceAttribute',
    'ec2:DescribeInstanceStatus',
    'ec2:DescribeInstanceTypes',
    'ec2:DescribeInstances',
    'ec2:DescribeLaunchTemplateVersions',
    'ec2:DescribeLaunchTemplates',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSnapshots',
    'ec2:DescribeSubnets',
    'ec2:DescribeVolumes',
    'ec2:DetachVolume',
    'ec2:ModifyInstanceAttribute',
    'ec2:ModifyLaunchTemplate',
    'ec2:RevokeSecurityGroupEgress',
    'ec2:RunInstances',
    'ec2:StartInstances',
    'ec2:StopInstances',
    'ec2:TerminateInstances',
    'iam:PassRole',
    // Not in that column: a job that is created with tags, as ours are, is tagged in the same call.
    'drs:TagResource',
  ],
  TerminateRecoveryInstances: [
    'drs:DescribeSourceServers',
    'ec2:DeleteVolume',
    'ec2:DescribeInstances',
    'ec2:DescribeVolumes',
    'ec2:TerminateInstances',
  ],
} as const;
