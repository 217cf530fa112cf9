import { z } from 'zod';
import { openService } from '../testing/openService';
import { createSecretsManagerService } from './createSecretsManagerService';

const listSchema = z.object({
  SecretList: z.array(z.looseObject({ Name: z.string() })),
});
const day = 86_400_000;

describe('lists of secrets', () => {
  let secrets: Awaited<ReturnType<typeof openService>>;

  beforeAll(async () => {
    secrets = await openService(createSecretsManagerService);
    for (const input of [
      {
        Name: 'prod/OrderDatabase',
        Description: 'Master password of Orders',
        Tags: [{ Key: 'Team', Value: 'shop-floor' }],
      },
      { Name: 'prod/mailer', Description: 'for the mailer' },
      { Name: 'Test_prod' },
    ]) {
      await secrets.call('CreateSecret', { ...input, SecretString: 'x' });
    }
  });

  afterAll(() => secrets.close());

  const list = async (input: Record<string, unknown>) =>
    listSchema.parse(await secrets.call('ListSecrets', input)).SecretList;
  const names = async (Key: string, ...Values: string[]) =>
    (await list({ Filters: [{ Key, Values }] })).map(({ Name }) => Name);

  const [orders, mailer, test] = [
    'prod/OrderDatabase',
    'prod/mailer',
    'Test_prod',
  ];

  it.each<[string, string[], string[]]>([
    ['name', ['prod'], [orders, mailer]],
    ['name', ['Prod'], []],
    ['name', ['!prod'], [test]],
    ['name', ['prod/m', 'Test'], [mailer, test]],
    ['description', ['password'], [orders]],
    ['description', ['MASTER'], [orders]],
    ['description', ['mail for'], [mailer]],
    ['description', ['assword'], []],
    ['all', ['database'], [orders]],
    ['all', ['prod'], [orders, mailer, test]],
    ['all', ['FLOOR'], [orders]],
    ['all', ['base'], []],
    ['all', ['prod order'], [orders]],
    ['tag-key', ['Te'], [orders]],
    ['tag-key', ['te'], []],
    ['tag-value', ['shop'], [orders]],
    ['primary-region', ['ap-northeast'], [orders, mailer, test]],
    ['primary-region', ['us-'], []],
    ['owning-service', ['rds'], []],
    ['owning-service', ['!rds'], [orders, mailer, test]],
  ])('filtered by %s %j contain %j', async (key, values, expected) => {
    await expect(names(key, ...values)).resolves.toEqual(expected);
  });

  it('refuse a filter that AWS does not have', async () => {
    await expect(names('colour', 'red')).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringContaining('Filters.0.Key'),
    });
  });

  it('are in the order of creation, or in the order that is asked for', async () => {
    const by = async (input: object) =>
      (await list({ ...input })).map(({ Name }) => Name);
    await expect(by({})).resolves.toEqual([orders, mailer, test]);
    await expect(by({ SortOrder: 'desc' })).resolves.toEqual([
      test,
      mailer,
      orders,
    ]);
    await expect(by({ SortBy: 'name' })).resolves.toEqual([
      test,
      orders,
      mailer,
    ]);
  });

  it('say nothing about rotation that was never configured, and the day of the last read', async () => {
    const [before] = await list({ Filters: [{ Key: 'name', Values: [test] }] });
    expect(before).not.toHaveProperty('RotationEnabled');
    expect(before?.LastAccessedDate).toBeUndefined();
    await secrets.call('GetSecretValue', { SecretId: test });
    await expect(
      secrets.call('DescribeSecret', { SecretId: test }),
    ).resolves.toMatchObject({
      LastAccessedDate: new Date(Math.floor(Date.now() / day) * day),
    });
  });

  it('read many values in one call, and report those that cannot be read', async () => {
    await expect(
      secrets.call('BatchGetSecretValue', { SecretIdList: [mailer, 'none'] }),
    ).resolves.toMatchObject({
      SecretValues: [{ Name: mailer, SecretString: 'x' }],
      Errors: [{ SecretId: 'none', ErrorCode: 'ResourceNotFoundException' }],
    });
    await expect(
      secrets.call('BatchGetSecretValue', {
        Filters: [{ Key: 'name', Values: ['prod'] }],
      }),
    ).resolves.toMatchObject({
      SecretValues: [{ Name: orders }, { Name: mailer }],
      Errors: [],
    });
    await expect(secrets.call('BatchGetSecretValue')).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
  });
});
