import type { Scenario } from '../Recorder';

const role = 'arn:aws:iam::123456789012:role/conf-session';

export const stsScenarios: readonly Scenario[] = [
  {
    service: 'sts',
    name: 'identity and sessions',
    async run(call, clients) {
      await call('GetCallerIdentity');
      await call('AssumeRole', { RoleArn: role, RoleSessionName: 'one' });
      await clients('iam', 'CreateRole', {
        RoleName: 'conf-session',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: 'arn:aws:iam::123456789012:root' },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      });
      for (const input of [
        {},
        { DurationSeconds: 900 },
        { DurationSeconds: 899 },
        { DurationSeconds: 3601 },
        { DurationSeconds: 50_000 },
        { SourceIdentity: 'ada' },
        { RoleSessionName: 'a b' },
        { RoleSessionName: 'a' },
        { RoleArn: 'arn:aws:iam::123456789012:user/x' },
        { ExternalId: 'partner' },
      ]) {
        await call('AssumeRole', {
          RoleArn: role,
          RoleSessionName: 'one',
          ...input,
        });
      }
      await call('GetSessionToken');
      await call('GetSessionToken', { DurationSeconds: 900 });
      await call('GetSessionToken', { DurationSeconds: 100 });
      await clients('iam', 'DeleteRole', { RoleName: 'conf-session' });
    },
  },
];
