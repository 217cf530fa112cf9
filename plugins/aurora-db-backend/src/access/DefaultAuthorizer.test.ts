import {
  auroraDbClusterDeletePermission,
  auroraDbClusterReadPermission,
  auroraDbEnvironmentDeployPermission,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { type Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ownerPolicy } from '../testing/policies/ownerPolicy';
import { DefaultAuthorizer } from './DefaultAuthorizer';

const credentials = mockCredentials.user();
const database: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'goal-mandala-prd' },
  relations: [{ type: RELATION_OWNED_BY, targetRef: 'group:default/payments' }],
};

function authorizerThatAllows(...allowed: string[]) {
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ resourceRef }) => ({
        result: allowed.includes(String(resourceRef))
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      })),
  });
  return { authorizer: new DefaultAuthorizer(permissions), permissions };
}

describe('authorization', () => {
  it('allows callers who have the permission', async () => {
    const { authorizer, permissions } = authorizerThatAllows('prod');
    await authorizer.require(
      credentials,
      auroraDbEnvironmentDeployPermission,
      'prod',
    );
    expect(permissions.authorize).toHaveBeenCalledWith(
      [
        {
          permission: auroraDbEnvironmentDeployPermission,
          resourceRef: 'prod',
        },
      ],
      { credentials },
    );
  });

  it('refuses other callers, and names the permission, the resource and who can help', async () => {
    const { authorizer } = authorizerThatAllows('dev');
    await expect(
      authorizer.require(
        credentials,
        auroraDbEnvironmentDeployPermission,
        'prod',
      ),
    ).rejects.toThrow(
      new NotAllowedError(
        'You lack the permission aurora-db.environment.deploy on prod: ask an administrator of this portal',
      ),
    );
    await expect(
      authorizer.require(
        credentials,
        auroraDbClusterReadPermission,
        'resource:default/a-prd',
      ),
    ).rejects.toThrow(
      new NotAllowedError(
        'You lack the permission aurora-db.cluster.read on resource:default/a-prd: ask its owner, or an administrator of this portal',
      ),
    );
  });

  it('treats a missing answer as a refusal', async () => {
    const permissions = mockServices.permissions.mock({
      authorize: async () => [],
    });
    await expect(
      new DefaultAuthorizer(permissions).require(
        credentials,
        auroraDbClusterReadPermission,
        'resource:default/a-prd',
      ),
    ).rejects.toThrow(NotAllowedError);
  });

  it('requires the resource of a resource permission', async () => {
    const { authorizer, permissions } = authorizerThatAllows('undefined');
    await expect(
      authorizer.require(credentials, auroraDbClusterReadPermission),
    ).rejects.toThrow('pass a resourceRef');
    expect(permissions.authorize).not.toHaveBeenCalled();
  });

  it('splits a thousand decisions into requests that Backstage accepts', async () => {
    const refs = Array.from(
      { length: 1_000 },
      (_, index) => `resource:default/${'a'.repeat(50)}-${index}`,
    );
    const { authorizer, permissions } = authorizerThatAllows(
      ...refs.filter((_, index) => index % 2 === 0),
    );
    const allowed = await authorizer.filter(
      credentials,
      auroraDbClusterReadPermission,
      refs,
      ref => ref,
    );
    expect(allowed).toEqual(refs.filter((_, index) => index % 2 === 0));
    const sizes = jest
      .mocked(permissions.authorize)
      .mock.calls.map(([requests]) => JSON.stringify(requests).length);
    expect(Math.max(...sizes)).toBeLessThan(100_000);
    expect(sizes.length).toBeLessThanOrEqual(5);
  });

  it('filters many items in one batch, and keeps their order', async () => {
    const { authorizer, permissions } = authorizerThatAllows('c', 'a');
    await expect(
      authorizer.filter(
        credentials,
        auroraDbClusterReadPermission,
        ['a', 'b', 'c'],
        ref => ref,
      ),
    ).resolves.toEqual(['a', 'c']);
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
  });

  it.each([
    [AuthorizeResult.ALLOW, true, false],
    [AuthorizeResult.DENY, false, false],
  ] as const)(
    'on an entity that the catalog does not have: %s',
    async (result, isAllowed, isConditional) => {
      const authorizer = new DefaultAuthorizer(
        mockServices.permissions.mock({
          authorizeConditional: async () => [{ result }],
        }),
      );
      const asked = [credentials, auroraDbClusterDeletePermission] as const;
      expect(await authorizer.allowsOn(...asked, database)).toBe(isAllowed);
      expect(await authorizer.isConditional(...asked)).toBe(isConditional);
    },
  );

  it.each([
    ['its owner', ['group:default/payments'], true],
    ['another caller', ['group:default/search'], false],
  ])(
    'on an entity that the catalog does not have, by its owner: %s',
    async (_, claims, isAllowed) => {
      const authorizer = new DefaultAuthorizer(
        mockServices.permissions.mock({
          authorizeConditional: ownerPolicy(claims),
        }),
      );
      const asked = [credentials, auroraDbClusterDeletePermission] as const;
      expect(await authorizer.allowsOn(...asked, database)).toBe(isAllowed);
      expect(await authorizer.isConditional(...asked)).toBe(true);
    },
  );

  it('on an entity that the catalog does not have: a rule that only the catalog can evaluate is a refusal', async () => {
    const condition = { resourceType: 'catalog-entity', rule: 'IS_OURS' };
    const authorizer = new DefaultAuthorizer(
      mockServices.permissions.mock({
        authorizeConditional: async () => [
          {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'catalog',
            resourceType: 'catalog-entity',
            conditions: condition,
          },
        ],
      }),
    );
    await expect(
      authorizer.allowsOn(
        credentials,
        auroraDbClusterDeletePermission,
        database,
      ),
    ).resolves.toBe(false);
  });
});
