import { cloudWatch } from './cloudWatch';
import { ecrRepository } from './ecr/ecrRepository';
import { iamPolicies } from './iam/iamPolicies';
import { iamRole } from './iam/iamRole';
import { kmsAlias } from './kms/kmsAlias';
import { kmsKey } from './kms/kmsKey';
import { logs } from './logs';
import { networkAcls } from './ec2/networkAcls';
import { rdsCluster } from './rds/rdsCluster';
import { rdsEventSubscription } from './rds/rdsEventSubscription';
import { rdsInstance } from './rds/rdsInstance';
import { rdsParameterGroups } from './rds/rdsParameterGroups';
import { rdsSubnetGroup } from './rds/rdsSubnetGroup';
import type { ResourceType } from './ResourceType';
import { s3Bucket } from './s3/s3Bucket';
import { s3BucketPolicy } from './s3/s3BucketPolicy';
import { secret } from './secret';
import { secretTargetAttachment } from './secretTargetAttachment';
import { securityGroup } from './ec2/securityGroup';
import { securityGroupRules } from './ec2/securityGroupRules';
import { ssmParameter } from './ssm/ssmParameter';
import { sns } from './sns';

/** CDK's metadata. Accepted and recorded, without effect. */
const cdkMetadata: ResourceType = {
  type: 'AWS::CDK::Metadata',
  service: 'cloudformation',
  name: { property: 'Name', maxLength: 255 },
  createOnly: [],
  properties: {
    implemented: [],
    ignored: {
      'It tells AWS which constructs made the template.': ['Analytics'],
    },
  },
  attributes: [],
  taggable: false,
  async create(request) {
    await request.initiated(request.name);
    return { physicalId: request.name, attributes: {} };
  },
  update: async ({ physicalId }) => ({ physicalId, attributes: {} }),
  async delete() {
    // There is no resource to delete.
  },
};

const all: readonly ResourceType[] = [
  rdsCluster,
  rdsInstance,
  ...rdsParameterGroups,
  rdsSubnetGroup,
  rdsEventSubscription,
  secret,
  secretTargetAttachment,
  securityGroup,
  ...securityGroupRules,
  ...networkAcls,
  iamRole,
  ...iamPolicies,
  ...logs,
  ...cloudWatch,
  ...sns,
  s3Bucket,
  s3BucketPolicy,
  ecrRepository,
  ssmParameter,
  kmsKey,
  kmsAlias,
  cdkMetadata,
];

/** The supported resource types, by name. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  all.map(type => [type.type, type]),
);

export function resourceType(name: string): ResourceType {
  const type = resourceTypes.get(name);
  if (!type) {
    throw new Error(`'${name}' is not a resource type of aurora-db-local.`);
  }
  return type;
}

export function isAttribute(
  { attributes }: ResourceType,
  name: string,
): boolean {
  return attributes.includes(name);
}
