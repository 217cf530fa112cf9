import {
  auroraDbTags,
  databaseNames,
  environmentDefaults,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AwsClients } from '../../aws/AwsClients';
import { CloudFormationStacks } from '../../aws/cloudformation/CloudFormationStacks';
import { DefaultTemplateSynthesizer } from '../../deploy/DefaultTemplateSynthesizer';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import { until } from '../servers/until';

/** app-config of a portal with one environment, `local`, at an endpoint. */
export const localPortalConfig = (endpoint: string) => ({
  app: { baseUrl: 'http://localhost:3000' },
  backend: { baseUrl: 'http://localhost:7007' },
  catalog: { processingInterval: { seconds: 5 } },
  aws: {
    accounts: [
      {
        accountId: '111111111111',
        accessKeyId: '111111111111',
        secretAccessKey: 'any',
      },
    ],
  },
  auroraDb: {
    environments: {
      local: {
        accountId: '111111111111',
        region: 'ap-northeast-1',
        endpoint,
        network: {
          vpcId: 'vpc-0a0b0c0d0e0f00001',
          privateSubnets: [
            {
              id: 'subnet-0a0b0c0d0e0f0001a',
              availabilityZone: 'ap-northeast-1a',
            },
            {
              id: 'subnet-0a0b0c0d0e0f0001c',
              availabilityZone: 'ap-northeast-1c',
            },
          ],
          lambdaSecurityGroupId: 'sg-0a0b0c0d0e0f00001',
        },
      },
    },
  },
});

/** Starts the creation of goal-mandala in `local`, without waiting for it. */
export async function createLocalDatabase(
  environment: EnvironmentConfig,
  clients: AwsClients,
): Promise<void> {
  const synthesizer = new DefaultTemplateSynthesizer();
  const template = await synthesizer.synthesize({
    name: 'goal-mandala',
    environment: 'local',
    accountId: environment.accountId,
    region: environment.region,
    network: environment.network,
    config: environmentDefaults.local,
    engineVersion: '15.17',
    owner: 'group:default/guests',
    protect: false,
  });
  await synthesizer.stop();
  const stacks = new CloudFormationStacks(clients);
  const { id, stackId } = await stacks.createChangeSet(environment, {
    stackName: databaseNames('goal-mandala', { shortName: 'local' }).stackName,
    changeSetName: 'create',
    token: 'create',
    create: true,
    template,
    tags: {
      [auroraDbTags.name]: 'goal-mandala',
      [auroraDbTags.environment]: 'local',
      [auroraDbTags.owner]: 'group:default/guests',
    },
  });
  await until(
    () => stacks.describeChangeSet(environment, stackId, id),
    changeSet => changeSet?.status === 'CREATE_COMPLETE',
    Infinity,
  );
  await stacks.executeChangeSet(environment, id, 'execute');
}
