import { z } from 'zod';
import { openService } from '../testing/openService';
import { createSecretsManagerService } from './createSecretsManagerService';

const versionSchema = z.object({ VersionId: z.string() });

describe('versions of a secret', () => {
  let secrets: Awaited<ReturnType<typeof openService>>;

  beforeEach(async () => {
    secrets = await openService(createSecretsManagerService);
    await secrets.call('CreateSecret', { Name: 'shop' });
  });

  afterEach(() => secrets.close());

  const put = async (SecretString: string, ...VersionStages: string[]) =>
    versionSchema.parse(
      await secrets.call('PutSecretValue', {
        SecretId: 'shop',
        SecretString,
        ...(VersionStages.length > 0 && { VersionStages }),
      }),
    ).VersionId;
  const move = (input: object) =>
    secrets.call('UpdateSecretVersionStage', { SecretId: 'shop', ...input });
  const stagesOf = async () =>
    (await secrets.call('DescribeSecret', { SecretId: 'shop' }))
      .VersionIdsToStages;

  it('give AWSCURRENT to the first one, whatever its stages', async () => {
    const first = await put('one', 'AWSPENDING');
    await expect(stagesOf()).resolves.toEqual({
      [first]: ['AWSPENDING', 'AWSCURRENT'],
    });
    await expect(
      secrets.call('GetSecretValue', { SecretId: 'shop' }),
    ).resolves.toMatchObject({ SecretString: 'one' });
  });

  it('are kept without stages, and listed if asked for', async () => {
    const first = await put('one');
    await put('two');
    const third = await put('three');
    await expect(stagesOf()).resolves.not.toHaveProperty(first);
    const list = (input = {}) =>
      secrets.call('ListSecretVersionIds', { SecretId: 'shop', ...input });
    await expect(list()).resolves.toMatchObject({
      Versions: [
        { VersionStages: ['AWSPREVIOUS'] },
        { VersionId: third, VersionStages: ['AWSCURRENT'] },
      ],
    });
    await expect(list({ IncludeDeprecated: true })).resolves.toMatchObject({
      Versions: [{ VersionId: first }, {}, {}],
    });
    await expect(
      secrets.call('GetSecretValue', { SecretId: 'shop', VersionId: first }),
    ).resolves.toMatchObject({ SecretString: 'one' });
  });

  it('are not read by a stage that they do not have', async () => {
    const VersionId = await put('one');
    await expect(
      secrets.call('GetSecretValue', {
        SecretId: 'shop',
        VersionId,
        VersionStage: 'AWSPENDING',
      }),
    ).rejects.toMatchObject({ code: 'InvalidRequestException' });
  });

  it('lose a stage, but not the current one its stage', async () => {
    const first = await put('one', 'AWSCURRENT', 'blue');
    await move({ VersionStage: 'blue', RemoveFromVersionId: first });
    await expect(stagesOf()).resolves.toEqual({ [first]: ['AWSCURRENT'] });
    await expect(
      move({ VersionStage: 'AWSCURRENT', RemoveFromVersionId: first }),
    ).rejects.toMatchObject({ code: 'InvalidParameterException' });
    await expect(
      move({ VersionStage: 'blue', RemoveFromVersionId: first }),
    ).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringContaining('RemoveFromVersionId'),
    });
  });
});

describe('a secret', () => {
  let secrets: Awaited<ReturnType<typeof openService>>;

  beforeEach(async () => {
    secrets = await openService(createSecretsManagerService);
  });

  afterEach(() => secrets.close());

  it.each<[string, object]>([
    ['AddReplicaRegions', { AddReplicaRegions: [{ Region: 'us-east-1' }] }],
    ['Type', { Type: 'partner' }],
    ['Tags', { Tags: [{ Key: 'aws:owner', Value: 'x' }] }],
    ['Tags', { Tags: [{ Key: 'a' }, { Key: 'a' }] }],
    ['Descripton', { Descripton: 'x' }],
  ])('is not created with %s: %j', async (name, input) => {
    await expect(
      secrets.call('CreateSecret', { Name: 'shop', ...input }),
    ).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringContaining(name),
    });
  });

  it('keeps its resource policy, which must be one', async () => {
    const SecretId = 'shop';
    await secrets.call('CreateSecret', { Name: SecretId });
    const policyFor = (Principal: unknown) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal,
            Action: 'secretsmanager:GetSecretValue',
            Resource: '*',
          },
        ],
      });
    const ResourcePolicy = policyFor({
      AWS: 'arn:aws:iam::123456789012:role/a',
    });
    await secrets.call('PutResourcePolicy', { SecretId, ResourcePolicy });
    const read = () => secrets.call('GetResourcePolicy', { SecretId });
    await expect(read()).resolves.toMatchObject({ ResourcePolicy });
    await expect(
      secrets.call('PutResourcePolicy', { SecretId, ResourcePolicy: '{' }),
    ).rejects.toMatchObject({ code: 'MalformedPolicyDocumentException' });
    await expect(
      secrets.call('PutResourcePolicy', {
        SecretId,
        ResourcePolicy: policyFor('*'),
        BlockPublicPolicy: true,
      }),
    ).rejects.toMatchObject({ code: 'PublicPolicyException' });
    await expect(
      secrets.call('ValidateResourcePolicy', {
        ResourcePolicy: policyFor({ AWS: '*' }),
      }),
    ).resolves.toMatchObject({ PolicyValidationPassed: false });
    await secrets.call('DeleteResourcePolicy', { SecretId });
    await expect(read()).resolves.toMatchObject({ ResourcePolicy: undefined });
  });
});
