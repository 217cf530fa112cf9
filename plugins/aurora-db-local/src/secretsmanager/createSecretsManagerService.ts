import { paginate } from '../service/paginate';
import {
  AwsError,
  type AwsService,
  type OwnedSecrets,
  type RequestContext,
  type ServiceEnvironment,
} from '../service/AwsService';
import { deletionOperations } from './deletionOperations';
import { describeSecret } from './describeSecret';
import { matchesFilter } from './matchesFilter';
import { newSecretArn } from './newSecretArn';
import { randomPassword } from './randomPassword';
import { secretInputs } from './secretInputs';
import {
  current,
  secretRecordSchema,
  withStages,
  withVersion,
  type SecretRecord,
} from './SecretRecord';
import { SecretStore } from './SecretStore';
import { hasSameValue, versionOf } from './SecretValue';
import { ServiceSecrets } from './ServiceSecrets';
import { tagOperations } from './tagOperations';

/**
 * Secrets Manager: secrets with versions and recovery windows, without rotation functions, replicas
 * and resource policies.
 */
export async function createSecretsManagerService({
  store,
}: Pick<ServiceEnvironment, 'store'>): Promise<
  AwsService & { owned: OwnedSecrets }
> {
  const secrets = new SecretStore(
    await store.collection('secrets', secretRecordSchema),
  );

  return {
    signingName: 'secretsmanager',
    owned: new ServiceSecrets(secrets),
    operations: {
      async CreateSecret(rawInput, context) {
        const input = secretInputs.CreateSecret.parse(rawInput);
        const existing = secrets.find(context, input.Name);
        if (existing) {
          return answerExisting(existing, input);
        }
        const now = new Date();
        let secret: SecretRecord = {
          arn: newSecretArn(context, input.Name),
          name: input.Name,
          description: input.Description,
          kmsKeyId: input.KmsKeyId,
          tags: input.Tags,
          createdDate: now,
          lastChangedDate: now,
          versions: [],
        };
        const version = versionOf(input);
        if (version) {
          secret = withVersion(secret, version, [current]);
        }
        await secrets.put(context, secret);
        return { ARN: secret.arn, Name: secret.name, VersionId: version?.id };
      },

      async GetSecretValue(rawInput, context) {
        const input = secretInputs.GetSecretValue.parse(rawInput);
        const secret = secrets.getUsable(context, input.SecretId);
        const stage =
          input.VersionStage ??
          (input.VersionId === undefined ? current : undefined);
        const version = secret.versions.find(
          ({ id, stages }) =>
            (input.VersionId === undefined || id === input.VersionId) &&
            (stage === undefined || stages.includes(stage)),
        );
        if (!version) {
          const wanted =
            input.VersionId === undefined
              ? `staging label: ${stage}`
              : `VersionId: ${input.VersionId}`;
          throw new AwsError(
            'ResourceNotFoundException',
            `Secrets Manager can't find the specified secret value for ${wanted}`,
          );
        }
        return {
          ARN: secret.arn,
          Name: secret.name,
          VersionId: version.id,
          SecretString: version.secretString,
          SecretBinary: version.secretBinary,
          VersionStages: version.stages,
          CreatedDate: version.createdDate,
        };
      },

      async DescribeSecret(rawInput, context) {
        const secret = secrets.get(
          context,
          secretInputs.DescribeSecret.parse(rawInput).SecretId,
        );
        return {
          ...describeSecret(secret),
          VersionIdsToStages: stagesByVersion(secret),
        };
      },

      async PutSecretValue(rawInput, context) {
        const input = secretInputs.PutSecretValue.parse(rawInput);
        const secret = secrets.getChangeable(context, input.SecretId);
        const version = versionOf(input);
        if (!version) {
          throw new AwsError(
            'InvalidRequestException',
            'You must provide either SecretString or SecretBinary.',
          );
        }
        return addVersion(context, secret, version, input.VersionStages);
      },

      async UpdateSecret(rawInput, context) {
        const input = secretInputs.UpdateSecret.parse(rawInput);
        const secret: SecretRecord = {
          ...secrets.getChangeable(context, input.SecretId),
          lastChangedDate: new Date(),
        };
        secret.description = input.Description ?? secret.description;
        secret.kmsKeyId = input.KmsKeyId ?? secret.kmsKeyId;
        const version = versionOf(input);
        if (version) {
          const { VersionStages: _, ...answer } = await addVersion(
            context,
            secret,
            version,
            [current],
          );
          return answer;
        }
        await secrets.put(context, secret);
        return { ARN: secret.arn, Name: secret.name };
      },

      async UpdateSecretVersionStage(rawInput, context) {
        const input = secretInputs.UpdateSecretVersionStage.parse(rawInput);
        const secret = secrets.getChangeable(context, input.SecretId);
        const holder = secret.versions.find(({ stages }) =>
          stages.includes(input.VersionStage),
        );
        if (
          holder &&
          input.MoveToVersionId !== holder.id &&
          input.RemoveFromVersionId !== holder.id
        ) {
          throw new AwsError(
            'InvalidParameterException',
            `The parameter RemoveFromVersionId must be '${holder.id}': it holds the staging label ${input.VersionStage}.`,
          );
        }
        if (input.MoveToVersionId === undefined) {
          throw new AwsError(
            'InvalidParameterException',
            'MoveToVersionId is required.',
          );
        }
        if (!secret.versions.some(({ id }) => id === input.MoveToVersionId)) {
          throw new AwsError(
            'ResourceNotFoundException',
            `Secrets Manager can't find the specified secret value for VersionId: ${input.MoveToVersionId}`,
          );
        }
        await secrets.put(
          context,
          withStages(secret, input.MoveToVersionId, [input.VersionStage]),
        );
        return { ARN: secret.arn, Name: secret.name };
      },

      ...deletionOperations(secrets),

      async ListSecrets(rawInput, context) {
        const input = secretInputs.ListSecrets.parse(rawInput);
        const listed = secrets
          .list(context)
          .filter(
            secret => input.IncludePlannedDeletion || !secret.deletionDate,
          )
          .filter(secret =>
            input.Filters.every(filter => matchesFilter(secret, filter)),
          );
        const { items, nextToken } = paginate(listed, {
          maxItems: input.MaxResults,
          token: input.NextToken,
          invalidTokenCode: 'InvalidNextTokenException',
        });
        return {
          SecretList: items.map(secret => ({
            ...describeSecret(secret),
            SecretVersionsToStages: stagesByVersion(secret),
          })),
          NextToken: nextToken,
        };
      },

      async ListSecretVersionIds(rawInput, context) {
        const secret = secrets.get(
          context,
          secretInputs.DescribeSecret.parse(rawInput).SecretId,
        );
        return {
          ARN: secret.arn,
          Name: secret.name,
          Versions: secret.versions.map(({ id, stages, createdDate }) => ({
            VersionId: id,
            VersionStages: stages,
            CreatedDate: createdDate,
          })),
        };
      },

      ...tagOperations(secrets),

      GetRandomPassword: async rawInput => ({
        RandomPassword: randomPassword(
          secretInputs.GetRandomPassword.parse(rawInput),
        ),
      }),
    },
    reset: () => secrets.clear(),
  };

  /**
   * AWS repeats the answer to a repeated request, and refuses another value with the same token.
   */
  async function addVersion(
    context: RequestContext,
    secret: SecretRecord,
    version: NonNullable<ReturnType<typeof versionOf>>,
    stages: string[],
  ) {
    const known = secret.versions.find(({ id }) => id === version.id);
    if (known && !hasSameValue(known, version)) {
      throw new AwsError(
        'ResourceExistsException',
        `You can't use ClientRequestToken ${version.id} because that value is already in use for a version of secret ${secret.arn}.`,
      );
    }
    if (!known) {
      await secrets.put(context, {
        ...withVersion(secret, version, stages),
        lastChangedDate: version.createdDate,
      });
    }
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      VersionStages: known?.stages ?? stages,
    };
  }
}

function answerExisting(
  existing: SecretRecord,
  input: Parameters<typeof versionOf>[0],
) {
  if (existing.deletionDate) {
    throw new AwsError(
      'InvalidRequestException',
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  }
  const version = versionOf(input);
  const known = existing.versions.find(
    ({ id }) => id === input.ClientRequestToken,
  );
  if (!version || !known || !hasSameValue(known, version)) {
    throw new AwsError(
      'ResourceExistsException',
      `The operation failed because the secret ${existing.name} already exists.`,
    );
  }
  return { ARN: existing.arn, Name: existing.name, VersionId: known.id };
}

function stagesByVersion(secret: SecretRecord): Record<string, string[]> {
  return Object.fromEntries(
    secret.versions.map(({ id, stages }) => [id, stages]),
  );
}
