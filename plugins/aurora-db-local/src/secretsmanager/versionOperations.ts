import { defineOperation } from '../service/defineOperation';
import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../service/AwsService';
import { secretInputs } from './secretInputs';
import {
  current,
  withoutStage,
  withStages,
  withVersion,
  type SecretRecord,
} from './SecretRecord';
import type { SecretStore } from './SecretStore';
import { hasSameValue, versionOf } from './SecretValue';

/** Changes secrets and their versions. */
export function versionOperations(
  secrets: SecretStore,
): Record<string, Operation> {
  /**
   * AWS repeats the answer to a repeated request, and refuses another value with the same token.
   */
  async function addVersion(
    context: RequestContext,
    secret: SecretRecord,
    version: NonNullable<ReturnType<typeof versionOf>>,
    wanted: readonly string[],
  ) {
    const known = secret.versions.find(({ id }) => id === version.id);
    if (known && !hasSameValue(known, version)) {
      throw new AwsError(
        'ResourceExistsException',
        `You can't use ClientRequestToken ${version.id} because that value is already in use for a version of secret ${secret.arn}.`,
      );
    }
    // As on AWS, the first version is the current one, whatever its stages.
    const stages =
      secret.versions.length === 0
        ? [...new Set([...wanted, current])]
        : wanted;
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

  return {
    PutSecretValue: defineOperation(
      secretInputs.PutSecretValue,
      async (input, context) => {
        const version = versionOf(input);
        if (!version) {
          throw new AwsError(
            'InvalidRequestException',
            'You must provide either SecretString or SecretBinary.',
          );
        }
        const secret = secrets.getChangeable(context, input.SecretId);
        return addVersion(context, secret, version, input.VersionStages);
      },
    ),

    UpdateSecret: defineOperation(
      secretInputs.UpdateSecret,
      async (input, context) => {
        const present = secrets.getChangeable(context, input.SecretId);
        const secret: SecretRecord = {
          ...present,
          description: input.Description ?? present.description,
          kmsKeyId: input.KmsKeyId ?? present.kmsKeyId,
          lastChangedDate: new Date(),
        };
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
    ),

    UpdateSecretVersionStage: defineOperation(
      secretInputs.UpdateSecretVersionStage,
      async (input, context) => {
        const secret = secrets.getChangeable(context, input.SecretId);
        checkStageChange(secret, input);
        const { VersionStage: stage, MoveToVersionId: target } = input;
        await secrets.put(context, {
          ...(target === undefined
            ? withoutStage(secret, stage)
            : withStages(secret, target, [stage])),
          lastChangedDate: new Date(),
        });
        return { ARN: secret.arn, Name: secret.name };
      },
    ),
  };
}

function checkStageChange(
  secret: SecretRecord,
  {
    VersionStage: stage,
    MoveToVersionId: target,
    RemoveFromVersionId: source,
  }: ReturnType<typeof secretInputs.UpdateSecretVersionStage.parse>,
): void {
  const holder = secret.versions.find(({ stages }) => stages.includes(stage));
  if (target === undefined && source === undefined) {
    throw new AwsError(
      'InvalidParameterException',
      'You must provide MoveToVersionId, RemoveFromVersionId, or both.',
    );
  }
  if (target === undefined && stage === current) {
    throw new AwsError(
      'InvalidParameterException',
      `You can't remove ${current} from a version without MoveToVersionId: a secret has always a current version.`,
    );
  }
  if (holder && target !== holder.id && source !== holder.id) {
    throw new AwsError(
      'InvalidParameterException',
      `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  }
  if (source !== undefined && source !== holder?.id) {
    throw new AwsError(
      'InvalidParameterException',
      `Staging label ${stage} is not attached to version ${source}, which RemoveFromVersionId names.`,
    );
  }
  if (
    target !== undefined &&
    !secret.versions.some(({ id }) => id === target)
  ) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for VersionId: ${target}`,
    );
  }
}
