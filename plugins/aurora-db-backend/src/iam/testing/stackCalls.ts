import { arnOf } from './handlerCalls';
import type { IamRequest } from './isAllowed';
import { ourTags as tags } from './ourTags';
import { physicalIdOf } from './physicalIdOf';
import { rdsHandlerCalls } from './rdsHandlerCalls';
import { surroundingHandlerCalls } from './surroundingHandlerCalls';
import type { TemplateResource } from './templateResources';

const handlers = { ...rdsHandlerCalls, ...surroundingHandlerCalls };

/** The write calls of CloudFormation's handlers for every resource of a template. */
export function stackCalls(
  stackName: string,
  resources: readonly TemplateResource[],
  spelling: (id: string) => string,
): IamRequest[] {
  const idOf = (type: string, maxLength: number) =>
    resources
      .filter(resource => resource.type === type)
      .map(({ logicalId }) =>
        spelling(physicalIdOf(stackName, logicalId, maxLength)),
      );
  const group = (kind: string, type: string) =>
    idOf(type, 255).map(id => ({ arn: arnOf('rds', `${kind}:${id}`), tags }));
  const siblings = {
    subnetGroups: group('subgrp', 'AWS::RDS::DBSubnetGroup'),
    parameterGroups: group('cluster-pg', 'AWS::RDS::DBClusterParameterGroup'),
    clusters: resources
      .filter(({ type }) => type === 'AWS::RDS::DBCluster')
      .map(({ properties }) => ({
        arn: arnOf('rds', `cluster:${properties.DBClusterIdentifier}`),
        tags,
      })),
  };
  return resources.flatMap(resource => {
    const make = handlers[resource.type];
    if (!make) {
      throw new Error(`No calls are known for ${resource.type}`);
    }
    const id = (maxLength: number) =>
      physicalIdOf(stackName, resource.logicalId, maxLength);
    return make({ resource, stackName, id, spelling, siblings });
  });
}
