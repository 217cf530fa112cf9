import { stringify } from 'yaml';
import {
  lambdaSecurityGroupId,
  defaultVpc,
  subnetsOf,
} from './ec2/defaultLandscape';

const region = 'ap-northeast-1';
/** The names are those of the profiles of Aurora DB. Each environment has an account of its own. */
const accounts = {
  local: '111111111111',
  dev: '222222222222',
  stg: '333333333333',
  prod: '444444444444',
};

/**
 * The configuration of a portal that uses an endpoint, as YAML for its app-config.local.yaml.
 *
 * @param url - the endpoint's address
 */
export function printedConfig(url: string): string {
  const network = {
    vpcId: defaultVpc.vpcId,
    privateSubnets: subnetsOf({ region })
      .filter(({ kind }) => kind === 'private')
      .map(({ subnetId, availabilityZone }) => ({
        id: subnetId,
        availabilityZone,
      })),
    lambdaSecurityGroupId,
  };
  return stringify(
    {
      auroraDb: {
        environments: Object.fromEntries(
          Object.entries(accounts).map(([name, accountId]) => [
            name,
            {
              accountId,
              region,
              endpoint: url,
              lambdaRoleArns: [
                `arn:aws:iam::${accountId}:role/goal-mandala-lambda`,
              ],
              network,
            },
          ]),
        ),
      },
      aws: {
        accounts: Object.values(accounts).map(accountId => ({
          accountId,
          accessKeyId: accountId,
          secretAccessKey: 'not-a-secret-of-aurora-db-local',
        })),
      },
    },
    { aliasDuplicateObjects: false },
  );
}
