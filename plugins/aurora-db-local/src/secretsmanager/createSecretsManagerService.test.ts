import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';
import { randomPassword, randomPasswordInput } from './randomPassword';

describe('Secrets Manager', () => {
  let endpoint: TestEndpoint;
  let secrets: SecretsManager;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    secrets = new SecretsManager(endpoint.clientConfig());
  });

  afterAll(() => endpoint.stop());

  it('finds a secret by name, ARN and ARN without suffix', async () => {
    const { ARN = '' } = await secrets.createSecret({
      Name: 'app/db',
      SecretString: 'value',
    });
    expect(ARN).toMatch(
      /^arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:app\/db-[A-Za-z0-9]{6}$/,
    );
    for (const SecretId of ['app/db', ARN, ARN.slice(0, -7)]) {
      await expect(secrets.getSecretValue({ SecretId })).resolves.toMatchObject(
        { SecretString: 'value' },
      );
    }
  });

  it('keeps the previous value as AWSPREVIOUS, and no older one', async () => {
    await secrets.createSecret({ Name: 'versions', SecretString: 'one' });
    await secrets.putSecretValue({ SecretId: 'versions', SecretString: 'two' });
    await secrets.updateSecret({ SecretId: 'versions', SecretString: 'three' });
    const current = await secrets.getSecretValue({ SecretId: 'versions' });
    const previous = await secrets.getSecretValue({
      SecretId: 'versions',
      VersionStage: 'AWSPREVIOUS',
    });
    expect([current.SecretString, previous.SecretString]).toEqual([
      'three',
      'two',
    ]);
    const { VersionIdsToStages = {} } = await secrets.describeSecret({
      SecretId: 'versions',
    });
    expect(Object.values(VersionIdsToStages).flat().sort()).toEqual([
      'AWSCURRENT',
      'AWSPREVIOUS',
    ]);
  });

  it('rotates with AWSPENDING and a moved stage, as rotation functions do', async () => {
    const { VersionId: before } = await secrets.createSecret({
      Name: 'rotated',
      SecretString: 'old',
    });
    const pending = await secrets.putSecretValue({
      SecretId: 'rotated',
      SecretString: 'new',
      VersionStages: ['AWSPENDING'],
    });
    expect(
      (await secrets.getSecretValue({ SecretId: 'rotated' })).SecretString,
    ).toBe('old');
    await secrets.updateSecretVersionStage({
      SecretId: 'rotated',
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: pending.VersionId,
      RemoveFromVersionId: before,
    });
    expect(
      (await secrets.getSecretValue({ SecretId: 'rotated' })).SecretString,
    ).toBe('new');
    expect(
      (await secrets.getSecretValue({ SecretId: 'rotated', VersionId: before }))
        .VersionStages,
    ).toEqual(['AWSPREVIOUS']);
  });

  it('repeats the answer to a request with the same token, and refuses another value with it', async () => {
    const ClientRequestToken = '0f9a1c1e-0000-4000-8000-000000000001';
    const create = (SecretString: string) =>
      secrets.createSecret({ Name: 'once', SecretString, ClientRequestToken });
    const { ARN } = await create('same');
    await expect(create('same')).resolves.toMatchObject({
      ARN,
      VersionId: ClientRequestToken,
    });
    await expect(create('other')).rejects.toMatchObject({
      name: 'ResourceExistsException',
    });
    await expect(
      secrets.putSecretValue({
        SecretId: 'once',
        SecretString: 'other',
        ClientRequestToken,
      }),
    ).rejects.toMatchObject({ name: 'ResourceExistsException' });
  });

  it('schedules a deletion, refuses the secret until then, and restores it', async () => {
    await secrets.createSecret({ Name: 'going', SecretString: 'x' });
    const { DeletionDate } = await secrets.deleteSecret({
      SecretId: 'going',
      RecoveryWindowInDays: 7,
    });
    expect(
      Math.round(((DeletionDate?.getTime() ?? 0) - Date.now()) / 86_400_000),
    ).toBe(7);
    const refused = { name: 'InvalidRequestException' };
    await expect(
      secrets.getSecretValue({ SecretId: 'going' }),
    ).rejects.toMatchObject(refused);
    await expect(
      secrets.createSecret({ Name: 'going', SecretString: 'y' }),
    ).rejects.toMatchObject(refused);
    await expect(
      secrets.listSecrets({ Filters: [{ Key: 'name', Values: ['going'] }] }),
    ).resolves.toMatchObject({
      SecretList: [],
    });
    await secrets.restoreSecret({ SecretId: 'going' });
    await expect(
      secrets.getSecretValue({ SecretId: 'going' }),
    ).resolves.toMatchObject({ SecretString: 'x' });
  });

  it('deletes at once if forced, also a secret that does not exist', async () => {
    await secrets.createSecret({ Name: 'forced', SecretString: 'x' });
    await secrets.deleteSecret({
      SecretId: 'forced',
      ForceDeleteWithoutRecovery: true,
    });
    await expect(
      secrets.describeSecret({ SecretId: 'forced' }),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(
      secrets.deleteSecret({
        SecretId: 'forced',
        ForceDeleteWithoutRecovery: true,
      }),
    ).resolves.toMatchObject({ Name: 'forced' });
    await expect(
      secrets.deleteSecret({
        SecretId: 'forced',
        ForceDeleteWithoutRecovery: true,
        RecoveryWindowInDays: 7,
      }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('keeps accounts and regions apart', async () => {
    await secrets.createSecret({ Name: 'mine', SecretString: 'x' });
    const others = [
      new SecretsManager(endpoint.clientConfig('222222222222')),
      new SecretsManager({ ...endpoint.clientConfig(), region: 'us-east-1' }),
    ];
    for (const other of others) {
      await expect(
        other.getSecretValue({ SecretId: 'mine' }),
      ).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    }
  });

  it('lists by tag and in pages', async () => {
    for (const Name of ['tagged-1', 'tagged-2', 'tagged-3']) {
      await secrets.createSecret({
        Name,
        Tags: [{ Key: 'team', Value: 'blue' }],
      });
    }
    const Filters = [{ Key: 'tag-value' as const, Values: ['blue'] }];
    const first = await secrets.listSecrets({ Filters, MaxResults: 2 });
    const second = await secrets.listSecrets({
      Filters,
      MaxResults: 2,
      NextToken: first.NextToken,
    });
    expect(
      [...(first.SecretList ?? []), ...(second.SecretList ?? [])].map(
        ({ Name }) => Name,
      ),
    ).toEqual(['tagged-1', 'tagged-2', 'tagged-3']);
    expect(second.NextToken).toBeUndefined();
    await expect(
      secrets.listSecrets({ NextToken: 'nonsense' }),
    ).rejects.toMatchObject({
      name: 'InvalidNextTokenException',
    });
  });

  it('stores binary values', async () => {
    await secrets.createSecret({
      Name: 'binary',
      SecretBinary: Uint8Array.from([0, 255, 1]),
    });
    const { SecretBinary } = await secrets.getSecretValue({
      SecretId: 'binary',
    });
    expect(Array.from(SecretBinary ?? [])).toEqual([0, 255, 1]);
  });

  it('has the value on disk and not in the log of calls', async () => {
    await secrets.createSecret({
      Name: 'durable',
      SecretString: 'kept-for-restart',
    });
    expect(
      await readFile(
        join(endpoint.stateDirectory, 'state', 'secrets.json'),
        'utf8',
      ),
    ).toContain('kept-for-restart');
  });
});

describe('randomPassword', () => {
  const password = (input: object) =>
    randomPassword(randomPasswordInput.parse(input));

  it('has a character of each included type and none of the excluded', () => {
    for (let round = 0; round < 200; round += 1) {
      const made = password({ PasswordLength: 8, ExcludeCharacters: '"@/\\ ' });
      expect(made).toMatch(
        /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^A-Za-z0-9])[^"@/\\ ]{8}$/,
      );
    }
  });

  it('needs no room for a space, which it may have', () => {
    expect(password({ PasswordLength: 4, IncludeSpace: true })).toHaveLength(4);
  });

  it('is different each time', () => {
    expect(new Set(Array.from({ length: 100 }, () => password({}))).size).toBe(
      100,
    );
  });

  it.each([
    [
      'no character is left',
      {
        ExcludeLowercase: true,
        ExcludeUppercase: true,
        ExcludePunctuation: true,
        ExcludeNumbers: true,
      },
    ],
    ['it is too short for each type', { PasswordLength: 3 }],
  ])('is refused if %s', (_, input) => {
    expect(() => password(input)).toThrow(
      expect.objectContaining({ code: 'InvalidParameterException' }),
    );
  });
});
