import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  auroraDbClusterDeletePermission,
  auroraDbClusterUpdatePermission,
  auroraDbEnvironmentDeployPermission,
  auroraDbEnvironmentInspectPermission,
  auroraDbInsightsReadPermission,
  auroraDbLogReadPermission,
  auroraDbRestoreCreatePermission,
  auroraDbSnapshotCreatePermission,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { parse } from 'yaml';
import { z } from 'zod';
import { ExamplePolicy } from '../../examples/ExamplePolicy';

/** What the sample portal's guest owns. */
const { ownershipEntityRefs, userEntityRef } = z
  .object({
    auth: z.object({
      providers: z.object({
        guest: z.object({
          userEntityRef: z.string(),
          ownershipEntityRefs: z.array(z.string()),
        }),
      }),
    }),
  })
  .parse(
    parse(readFileSync(join(__dirname, '../../../../app-config.yaml'), 'utf8')),
  ).auth.providers.guest;

const policy = new ExamplePolicy();
const userOf = (refs: string[]) => ({
  credentials: mockCredentials.user(userEntityRef),
  info: { userEntityRef, ownershipEntityRefs: refs },
  token: '',
  expiresInSeconds: undefined,
  identity: { type: 'user' as const, userEntityRef, ownershipEntityRefs: refs },
});
const guest = userOf(ownershipEntityRefs);

describe('the example policy', () => {
  it("lets the sample portal's guest deploy to every environment, and change the databases of its own groups", async () => {
    await expect(
      policy.handle({ permission: auroraDbEnvironmentDeployPermission }, guest),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
    await expect(
      policy.handle({ permission: auroraDbSnapshotCreatePermission }, guest),
    ).resolves.toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        params: { claims: expect.arrayContaining(['group:default/guests']) },
      },
    });
  });

  it('keeps developers to environments of the profiles local and dev', async () => {
    await expect(
      policy.handle(
        { permission: auroraDbEnvironmentDeployPermission },
        userOf(['group:default/developers']),
      ),
    ).resolves.toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'aurora-db',
      conditions: {
        rule: 'HAS_PROFILE',
        params: { profiles: ['local', 'dev'] },
      },
    });
  });

  it('lets only the platform group check environments', async () => {
    const permission = auroraDbEnvironmentInspectPermission;
    await expect(policy.handle({ permission }, guest)).resolves.toEqual({
      result: AuthorizeResult.ALLOW,
    });
    await expect(
      policy.handle({ permission }, userOf(['group:default/developers'])),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
  });

  it("leaves other plugins' permissions to the portal, and refuses the plugin's own to users in neither group", async () => {
    const other = userOf(['group:default/guests']);
    const permission = createPermission({
      name: 'catalog.entity.create',
      attributes: { action: 'create' },
    });
    await expect(policy.handle({ permission }, other)).resolves.toEqual({
      result: AuthorizeResult.ALLOW,
    });
    for (const user of [other, undefined]) {
      await expect(
        policy.handle({ permission: auroraDbSnapshotCreatePermission }, user),
      ).resolves.toEqual({ result: AuthorizeResult.DENY });
    }
  });

  it('refuses to agents the log and what needs a plan that a person reads, and lets them take snapshots and see the load', async () => {
    const agent = userOf([...ownershipEntityRefs, 'group:default/agents']);
    for (const permission of [
      auroraDbEnvironmentDeployPermission,
      auroraDbClusterUpdatePermission,
      auroraDbClusterDeletePermission,
      auroraDbRestoreCreatePermission,
      auroraDbLogReadPermission,
    ]) {
      await expect(policy.handle({ permission }, agent)).resolves.toEqual({
        result: AuthorizeResult.DENY,
      });
    }
    for (const permission of [
      auroraDbSnapshotCreatePermission,
      auroraDbInsightsReadPermission,
    ]) {
      await expect(policy.handle({ permission }, agent)).resolves.toMatchObject(
        {
          result: AuthorizeResult.CONDITIONAL,
          conditions: { rule: 'IS_ENTITY_OWNER' },
        },
      );
    }
  });

  it.each([auroraDbInsightsReadPermission, auroraDbLogReadPermission])(
    'grants $name to owners only, also in the platform group',
    async permission => {
      for (const group of ['platform', 'developers']) {
        await expect(
          policy.handle({ permission }, userOf([`group:default/${group}`])),
        ).resolves.toMatchObject({
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'catalog',
          conditions: { rule: 'IS_ENTITY_OWNER' },
        });
      }
    },
  );
});
