import { rm } from 'node:fs/promises';
import {
  type Readiness,
  readinessSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { createAuroraLocal } from '@aurora-db/local';
import { mockCredentials } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { Authorizer } from '../../access/DefaultAuthorizer';
import { AwsClients } from '../../aws/AwsClients';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import { AuroraReadinessService } from '../../readiness/AuroraReadinessService';
import type { AwsPorts } from '../../wiring/AwsPorts';
import { createAwsPorts } from '../../wiring/createAwsPorts';
import { testEnvironment } from '../databases/testEnvironment';
import { makeStateDirectory } from '../servers/makeStateDirectory';

/** The role that the portal has in these tests. */
export const portalRole = 'portal';

const allowAll: Pick<Authorizer, 'require'> = { require: async () => {} };

/** The checks of environments over aurora-db-local. Each environment has an account of its own. */
export async function startReadiness() {
  const directory = await makeStateDirectory();
  const local = await createAuroraLocal({ stateDirectory: directory });
  const clients: AwsClients[] = [];
  let accounts = 700_000_000_000;

  const post = async (route: string, body: object) => {
    const response = await fetch(`${local.url}/_aurora-local/${route}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(await response.text());
    }
  };

  /** An environment in a new account with a role for the portal, which has no policy yet. */
  async function open(overrides: Partial<EnvironmentConfig> = {}) {
    accounts += 1;
    const accountId = String(accounts);
    const environment = testEnvironment('prod', {
      accountId,
      endpoint: local.url,
      network: {
        vpcId: 'vpc-0a0b0c0d0e0f00001',
        privateSubnets: ['a', 'c'].map(letter => ({
          id: `subnet-0a0b0c0d0e0f0001${letter}`,
          availabilityZone: `ap-northeast-1${letter}`,
        })),
        lambdaSecurityGroupId: 'sg-0a0b0c0d0e0f00001',
      },
      ...overrides,
    });
    const aws = AwsClients.fromConfig(
      new ConfigReader({
        aws: {
          accounts: [
            { accountId, accessKeyId: accountId, secretAccessKey: 'local' },
          ],
        },
      }),
    );
    clients.push(aws);
    const call = (
      service: string,
      operation: string,
      input: Record<string, unknown>,
    ) =>
      local.services.call(service, operation, input, {
        accountId,
        region: environment.region,
        requestId: 'test',
        principalArn: `arn:aws:iam::${accountId}:root`,
      });
    const createRole = (RoleName: string, service: string) =>
      call('iam', 'CreateRole', {
        RoleName,
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: service },
              Action: 'sts:AssumeRole',
            },
          ],
        },
      });
    await createRole(portalRole, 'ecs-tasks.amazonaws.com');
    const ports: AwsPorts = {
      ...createAwsPorts(aws),
      identity: {
        read: async () => ({
          accountId,
          arn: `arn:aws:sts::${accountId}:assumed-role/${portalRole}/backstage`,
        }),
      },
    };
    return {
      environment,
      ports,
      call,
      createRole,
      /** Attaches managed policies to a role, or changes those that it has. */
      async give(role: string, policies: Record<string, object>) {
        for (const [name, PolicyDocument] of Object.entries(policies)) {
          const PolicyName = `${role}-${name}`;
          const PolicyArn = `arn:aws:iam::${accountId}:policy/${PolicyName}`;
          const [made] = await Promise.allSettled([
            call('iam', 'CreatePolicy', { PolicyName, PolicyDocument }),
          ]);
          if (made.status === 'rejected') {
            await call('iam', 'CreatePolicyVersion', {
              PolicyArn,
              PolicyDocument,
              SetAsDefault: true,
            });
          }
          await call('iam', 'AttachRolePolicy', { RoleName: role, PolicyArn });
        }
      },
      /** Makes the account's calls fail. */
      fail: (...faults: object[]) =>
        post(
          'faults',
          faults.map(fault => ({ accountId, ...fault })),
        ),
      service: (
        changes: Partial<AwsPorts> = {},
        parts: {
          authorizer?: Pick<Authorizer, 'require'>;
          limits?: { callMs: number; checkMs: number };
        } = {},
      ) =>
        new AuroraReadinessService({
          authorizer: allowAll,
          environments: [environment],
          ports: { ...ports, ...changes },
          ...parts,
        }),
    };
  }

  return {
    open,
    async stop() {
      clients.forEach(aws => aws.destroy());
      await local.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Reads the environment of these tests, as a client of the API does. */
export async function readReadiness(
  service: Pick<AuroraReadinessService, 'read'>,
): Promise<Readiness> {
  const answer = await service.read('prod', mockCredentials.user());
  return readinessSchema.parse(JSON.parse(JSON.stringify(answer)));
}

/** The findings of one check. */
export async function readCheck(
  service: Pick<AuroraReadinessService, 'read'>,
  name: string,
): Promise<Readiness['items']> {
  const { items } = await readReadiness(service);
  return items.filter(({ check }) => check === name);
}
