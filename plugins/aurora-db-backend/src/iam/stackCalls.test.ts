import {
  databaseNames,
  defaultShortName,
  type EnvironmentProfile,
  type SynthRequestInput,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { isAllowed, type IamRequest } from './testing/isAllowed';
import { viaCloudFormation } from './testing/ourTags';
import { stackCalls } from './testing/stackCalls';
import { templateResources } from './testing/templateResources';
import { examplePlace, exampleCloudFormationRoleArn } from './IamPlace';
import { portalPolicies, rolePolicies } from './iamPolicies';
import type { IamPolicy } from './IamPolicy';

const origin = {
  entityRef: 'resource:default/orders-prd',
  databaseName: 'ordersmain',
};
const databases: Array<
  [string, string, EnvironmentProfile, Partial<SynthRequestInput>?]
> = [
  ['the shortest name', 'abc', 'prod'],
  ['the longest name', 'payments-of-the-department-for-transport', 'prod'],
  ['local', 'goal-mandala', 'local'],
  ['dev', 'goal-mandala', 'dev'],
  ['stg', 'goal-mandala', 'stg'],
  [
    'one whose password RDS manages, with a boundary for roles',
    'goal-mandala',
    'prod',
    {
      masterPassword: 'managed',
      masterSecretForFunctions: true,
      permissionsBoundaryArn: examplePlace.permissionsBoundaryArn,
    },
  ],
  [
    'a snapshot’s restore',
    'goal-mandala-r261125080000',
    'prod',
    {
      restoreFrom: {
        ...origin,
        from: { snapshotIdentifier: 'orders-prd-predeploy-20261125080000' },
      },
    },
  ],
  [
    'a restore to a time',
    'goal-mandala-r261125080000',
    'prod',
    {
      restoreFrom: {
        ...origin,
        from: {
          sourceClusterIdentifier: 'orders-prd-aurora-cluster',
          to: { useLatestRestorableTime: true },
          namesEngineVersion: false,
        },
      },
    },
  ],
];

const refused = (policies: IamPolicy[], requests: IamRequest[]) =>
  requests.filter(request => !isAllowed(policies, request));

describe.each(databases)(
  'for the stack of %s, CloudFormation',
  (_, name, environment, changes) => {
    const place = {
      ...examplePlace,
      shortName: defaultShortName(environment),
    };
    const alone = Object.values(portalPolicies(place));
    const { database, surroundings } = rolePolicies(
      place,
      exampleCloudFormationRoleArn,
    );
    const { stackName } = databaseNames(name, place);
    const resources = templateResources(name, environment, changes);

    it.each<[string, (id: string) => string]>([
      ['as the template has them', id => id],
      ['in lower case', id => id.toLowerCase()],
    ])(
      'creates, changes and deletes everything, with names spelled %s',
      (_spelling, spelling) => {
        const requests = stackCalls(stackName, resources, spelling);
        expect(requests.length).toBeGreaterThan(50);
        expect(
          refused(
            alone,
            requests.map(request => ({
              ...request,
              context: { ...request.context, ...viaCloudFormation },
            })),
          ),
        ).toEqual([]);
        expect(refused([database, surroundings], requests)).toEqual([]);
      },
    );
  },
);
