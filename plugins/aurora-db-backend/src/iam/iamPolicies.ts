import { databaseGrants } from './databaseGrants';
import { existingDatabaseGrants, existingPortalGrants } from './existingGrants';
import { functionGrants } from './functionGrants';
import { handlerReadsGrant } from './handlerReadsGrant';
import type { IamGrant } from './IamGrant';
import type { IamPlace } from './IamPlace';
import type { IamConditions, IamPolicy, IamStatement } from './IamPolicy';
import { portalGrants, watchGrants } from './portalGrants';
import { surroundingGrants } from './surroundingGrants';

/** The service principal that CloudFormation's calls to other services carry. */
const byCloudFormation: IamConditions = {
  'ForAnyValue:StringEquals': {
    'aws:CalledVia': 'cloudformation.amazonaws.com',
  },
};

/** For a portal that changes nothing. */
export function watchPolicy(place: IamPlace): IamPolicy {
  return policyOf(watchGrants(place));
}

/**
 * For a portal whose own credentials CloudFormation uses. Several policies, because a managed
 * policy has at most 6,144 characters (IAM quotas). The portal cannot make the calls that only
 * CloudFormation needs.
 */
export function portalPolicies(place: IamPlace) {
  return {
    portal: policyOf([
      ...portalGrants(place),
      ...[handlerReadsGrant, ...functionGrants(place)].map(viaCloudFormation),
    ]),
    database: policyOf(databaseGrants(place).map(viaCloudFormation)),
    surroundings: policyOf(surroundingGrants(place).map(viaCloudFormation)),
  };
}

/**
 * For a portal with `cloudFormationRoleArn`, and for that role. Only CloudFormation can assume the
 * role, so its statements need no condition on the caller.
 */
export function rolePolicies(place: IamPlace, cloudFormationRoleArn: string) {
  return {
    portal: policyOf(portalGrants(place, cloudFormationRoleArn)),
    trust: trustPolicy(),
    database: policyOf([...databaseGrants(place), handlerReadsGrant]),
    surroundings: policyOf([
      ...surroundingGrants(place),
      ...functionGrants(place),
    ]),
  };
}

/** What a portal needs beside {@link portalPolicies} for databases of other tools. */
export function existingPolicies(place: IamPlace) {
  return {
    portal: policyOf(existingPortalGrants(place)),
    database: policyOf(existingDatabaseGrants(place).map(viaCloudFormation)),
  };
}

/** What a portal and its role need beside {@link rolePolicies} for databases of other tools. */
export function existingRolePolicies(place: IamPlace) {
  return {
    portal: policyOf(existingPortalGrants(place)),
    database: policyOf(existingDatabaseGrants(place)),
  };
}

/** The trust policy of the CloudFormation role. */
function trustPolicy(): IamPolicy {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudformation.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ],
  };
}

/** Limits a grant to calls that CloudFormation makes with the portal's credentials. */
export function viaCloudFormation(grant: IamGrant): IamGrant {
  return grant.namesItsService
    ? grant
    : { ...grant, conditions: { ...grant.conditions, ...byCloudFormation } };
}

function policyOf(grants: readonly IamGrant[]): IamPolicy {
  return { Version: '2012-10-17', Statement: grants.map(toStatement) };
}

/** A grant as IAM's policy grammar spells it. */
export function toStatement(grant: IamGrant): IamStatement {
  return {
    Sid: grant.sid,
    Effect: 'Allow',
    Action: oneOrAll(grant.actions),
    Resource: oneOrAll(grant.resources),
    ...(grant.conditions && { Condition: grant.conditions }),
  };
}

function oneOrAll(values: readonly string[]): string | readonly string[] {
  const [first = '', ...others] = values;
  return others.length > 0 ? values : first;
}
