import { databaseGrants } from '../databaseGrants';
import {
  existingDatabaseGrants,
  existingPortalGrants,
} from '../existingGrants';
import { functionGrants } from '../functionGrants';
import { handlerReadsGrant } from '../handlerReadsGrant';
import type { IamGrant } from '../IamGrant';
import type { IamPlace } from '../IamPlace';
import { rolePolicies, toStatement, viaCloudFormation } from '../iamPolicies';
import { portalGrants } from '../portalGrants';
import { surroundingGrants } from '../surroundingGrants';

/** A value of a template: JSON with CloudFormation's functions. */
export type TemplateValue =
  string | readonly TemplateValue[] | { readonly [key: string]: TemplateValue };

/** Parameters in the place of an environment's values. */
const place = {
  accountId: '${AWS::AccountId}',
  region: '${AWS::Region}',
  shortName: '${ShortName}',
  vpcId: '${VpcId}',
  lambdaRoleArns: ['${FunctionRoleArns}'],
  permissionsBoundaryArn: '${PermissionsBoundaryArn}',
  kmsKeyArn: '${KmsKeyArn}',
  existing: { identifiers: ['${ExistingClusters}'] },
} satisfies IamPlace;

const roleArn = '${CloudFormationRole.Arn}';

/** What an environment may lack, and the condition that it has it. */
const options: Array<[condition: string, without: IamPlace]> = [
  ['HasFunctionRoles', { ...place, lambdaRoleArns: [] }],
  ['HasBoundary', { ...place, permissionsBoundaryArn: undefined }],
  ['HasKey', { ...place, kmsKeyArn: undefined }],
];

const nothing: TemplateValue = { Ref: 'AWS::NoValue' };

/** Who makes the calls of CloudFormation. */
const caller = when(
  'UsesRole',
  { Ref: 'CloudFormationRole' },
  { Ref: 'PortalRole' },
);

/**
 * The CloudFormation template of the portal's role, with or without a role for CloudFormation. Its
 * statements are those of the tables, with parameters instead of examples.
 */
export function portalRoleTemplate(): TemplateValue {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description:
      'Aurora DB for Backstage: the role of the portal, and a role for CloudFormation. One stack for each environment.',
    Parameters: {
      PortalPrincipalArn: {
        Type: 'String',
        Description: 'ARN of the role that runs the portal.',
        AllowedPattern: '^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/.+$',
      },
      ExternalId: optional(
        'External id of the trust policy, if the portal sends one.',
      ),
      PortalRoleName: {
        Type: 'String',
        Description:
          'Name of the role that the portal assumes: roleName in aws.accounts.',
        Default: 'aurora-db-portal',
      },
      ShortName: {
        Type: 'String',
        Description:
          'Short name of the environment in the names of its resources, such as prd. * for all environments of the account.',
        Default: '*',
      },
      VpcId: {
        Type: 'String',
        Description: 'The VPC of the databases.',
        AllowedPattern: '^vpc-[0-9a-f]+$',
      },
      FunctionRoleArns: {
        Type: 'CommaDelimitedList',
        Description: 'lambdaRoleArns of the environment.',
        Default: '',
      },
      PermissionsBoundaryArn: optional(
        'permissionsBoundaryArn of the environment.',
      ),
      KmsKeyArn: optional('kmsKeyArn of the environment.'),
      ExistingClusters: optional(
        'Identifiers of the clusters of other tools that the portal shows, such as orders-*. * for all clusters. Empty for none.',
      ),
      UseCloudFormationRole: {
        Type: 'String',
        Description:
          "Whether CloudFormation gets a role of its own. Without one, it uses the portal's credentials.",
        Default: 'true',
        AllowedValues: ['true', 'false'],
      },
    },
    Conditions: {
      HasExternalId: isSet({ Ref: 'ExternalId' }),
      HasFunctionRoles: isSet({
        'Fn::Join': ['', { Ref: 'FunctionRoleArns' }],
      }),
      HasBoundary: isSet({ Ref: 'PermissionsBoundaryArn' }),
      HasKey: isSet({ Ref: 'KmsKeyArn' }),
      HasExisting: isSet({ Ref: 'ExistingClusters' }),
      UsesRole: { 'Fn::Equals': [{ Ref: 'UseCloudFormationRole' }, 'true'] },
    },
    Resources: {
      PortalRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: { Ref: 'PortalRoleName' },
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: { Ref: 'PortalPrincipalArn' } },
                Action: 'sts:AssumeRole',
                Condition: when(
                  'HasExternalId',
                  { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
                  nothing,
                ),
              },
            ],
          },
        },
      },
      PortalPolicy: policy({ Ref: 'PortalRole' }, portalStatements()),
      CloudFormationRole: {
        Type: 'AWS::IAM::Role',
        Condition: 'UsesRole',
        Properties: {
          AssumeRolePolicyDocument: toTemplate(
            rolePolicies(place, roleArn).trust,
          ),
        },
      },
      ReadPolicy: policy(caller, [
        ...statements(() => [handlerReadsGrant]),
        ...statements(functionGrants),
      ]),
      DatabasePolicy: policy(caller, statements(databaseGrants)),
      SurroundingsPolicy: policy(caller, statements(surroundingGrants)),
      ExistingPolicy: {
        ...policy(
          { Ref: 'PortalRole' },
          existingPortalGrants(place).map(grant =>
            toTemplate(toStatement(grant)),
          ),
        ),
        Condition: 'HasExisting',
      },
      ExistingDatabasePolicy: {
        ...policy(caller, statements(existingDatabaseGrants)),
        Condition: 'HasExisting',
      },
    },
    Outputs: {
      PortalRoleArn: {
        Description: 'For roleName in aws.accounts.',
        Value: { 'Fn::GetAtt': ['PortalRole', 'Arn'] },
      },
      CloudFormationRoleArn: {
        Condition: 'UsesRole',
        Description: 'For cloudFormationRoleArn of the environment.',
        Value: { 'Fn::GetAtt': ['CloudFormationRole', 'Arn'] },
      },
    },
  };
}

function policy(
  role: TemplateValue,
  statementsOfPolicy: readonly TemplateValue[],
) {
  return {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      Roles: [role],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: statementsOfPolicy,
      },
    },
  };
}

/** Statements that depend on whether CloudFormation has a role. */
function portalStatements(): TemplateValue[] {
  const alone = portalGrants(place);
  return portalGrants(place, roleArn).map(grant => {
    const other = alone.find(({ sid }) => sid === grant.sid);
    return variants('UsesRole', grant, other);
  });
}

/** Statements of CloudFormation's calls, without what the environment lacks. */
function statements(
  grantsOf: (where: IamPlace) => IamGrant[],
): TemplateValue[] {
  return grantsOf(place).map(grant => {
    const limited = withCaller(toTemplate(toStatement(grant)), grant);
    for (const [condition, without] of options) {
      const other = grantsOf(without).find(({ sid }) => sid === grant.sid);
      if (!other) {
        return when(condition, limited, nothing);
      }
      if (JSON.stringify(other) !== JSON.stringify(grant)) {
        return when(
          condition,
          limited,
          withCaller(toTemplate(toStatement(other)), other),
        );
      }
    }
    return limited;
  });
}

/** Limits a statement to calls of CloudFormation if it has no role. */
function withCaller(statement: TemplateValue, grant: IamGrant): TemplateValue {
  const { conditions } = viaCloudFormation(grant);
  if (
    JSON.stringify(conditions) === JSON.stringify(grant.conditions) ||
    typeof statement !== 'object'
  ) {
    return statement;
  }
  return {
    ...statement,
    Condition: when(
      'UsesRole',
      grant.conditions ? toTemplate(grant.conditions) : nothing,
      toTemplate(conditions),
    ),
  };
}

function variants(
  condition: string,
  grant: IamGrant,
  other: IamGrant | undefined,
): TemplateValue {
  const one = toTemplate(toStatement(grant));
  return JSON.stringify(grant) === JSON.stringify(other)
    ? one
    : when(condition, one, other ? toTemplate(toStatement(other)) : nothing);
}

/** Texts with parameters become functions, and `aws` the partition of the stack. */
function toTemplate(value: unknown): TemplateValue {
  if (Array.isArray(value)) {
    return value.map(toTemplate);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, toTemplate(inner)]),
    );
  }
  const text = String(value).replace(/^arn:aws:/, 'arn:${AWS::Partition}:');
  if (text === place.lambdaRoleArns[0]) {
    return { Ref: 'FunctionRoleArns' };
  }
  const [, whole] = /^\$\{([^.}]+)\}$/.exec(text) ?? [];
  if (whole) {
    return { Ref: whole };
  }
  return text.includes('${') ? { 'Fn::Sub': text } : text;
}

function when(
  condition: string,
  yes: TemplateValue,
  no: TemplateValue,
): TemplateValue {
  return { 'Fn::If': [condition, yes, no] };
}

function isSet(value: TemplateValue): TemplateValue {
  return { 'Fn::Not': [{ 'Fn::Equals': [value, ''] }] };
}

function optional(description: string): TemplateValue {
  return { Type: 'String', Description: description, Default: '' };
}
