import { defineOperation } from '../service/defineOperation';
import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../service/AwsService';
import { paginate } from '../service/paginate';
import { matchesFilter } from './matchesFilter';
import { secretInputs } from './secretInputs';
import { current, type SecretRecord, type SecretVersion } from './SecretRecord';
import type { SecretStore } from './SecretStore';

interface Wanted {
  SecretId: string;
  VersionId?: string;
  VersionStage?: string;
}

/** Reads values of secrets. */
export function readOperations(
  secrets: SecretStore,
): Record<string, Operation> {
  async function read(context: RequestContext, wanted: Wanted) {
    const secret = secrets.getUsable(context, wanted.SecretId);
    const version = findVersion(secret, wanted);
    await noteAccess(secrets, context, secret, version);
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      SecretString: version.secretString,
      SecretBinary: version.secretBinary,
      VersionStages: version.stages,
      CreatedDate: version.createdDate,
    };
  }

  return {
    GetSecretValue: defineOperation(
      secretInputs.GetSecretValue,
      async (input, context) => read(context, input),
    ),

    BatchGetSecretValue: defineOperation(
      secretInputs.BatchGetSecretValue,
      async ({ SecretIdList, Filters, MaxResults, NextToken }, context) => {
        if ((SecretIdList === undefined) === (Filters === undefined)) {
          throw new AwsError(
            'InvalidParameterException',
            'You must include either Filters or SecretIdList, but not both.',
          );
        }
        if (MaxResults !== undefined && Filters === undefined) {
          throw new AwsError(
            'InvalidParameterException',
            'MaxResults can only be used with Filters.',
          );
        }
        const chosen =
          SecretIdList ??
          secrets
            .list(context)
            .filter(
              secret =>
                !secret.deletionDate &&
                Filters?.every(filter => matchesFilter(secret, filter)),
            )
            .map(({ arn }) => arn);
        const { items, nextToken } = paginate(chosen, {
          maxItems: MaxResults ?? 20,
          token: NextToken,
          invalidTokenCode: 'InvalidNextTokenException',
        });
        const values: object[] = [];
        const errors: object[] = [];
        for (const SecretId of items) {
          try {
            values.push(await read(context, { SecretId }));
          } catch (error) {
            if (!(error instanceof AwsError)) {
              throw error;
            }
            errors.push({
              SecretId,
              ErrorCode: error.code,
              Message: error.message,
            });
          }
        }
        return { SecretValues: values, Errors: errors, NextToken: nextToken };
      },
    ),
  };
}

function findVersion(secret: SecretRecord, wanted: Wanted) {
  const stage =
    wanted.VersionStage ??
    (wanted.VersionId === undefined ? current : undefined);
  const version = secret.versions.find(
    ({ id, stages }) =>
      (wanted.VersionId === undefined || id === wanted.VersionId) &&
      (stage === undefined || stages.includes(stage)),
  );
  const isOfOtherStage =
    wanted.VersionStage !== undefined &&
    secret.versions.some(({ id }) => id === wanted.VersionId);
  if (!version && isOfOtherStage) {
    throw new AwsError(
      'InvalidRequestException',
      'You provided a VersionStage that is not associated to the provided VersionId.',
    );
  }
  if (!version) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${
        wanted.VersionId === undefined
          ? `staging label: ${stage}`
          : `VersionId: ${wanted.VersionId}`
      }`,
    );
  }
  return version;
}

/** As on AWS, only the day of the last access is known: most reads change nothing on disk. */
async function noteAccess(
  secrets: SecretStore,
  context: RequestContext,
  secret: SecretRecord,
  version: SecretVersion,
): Promise<void> {
  const today = new Date();
  today.setUTCHours(0, 0, 0, 0);
  if (version.lastAccessedDate?.getTime() !== today.getTime()) {
    await secrets.put(context, {
      ...secret,
      lastAccessedDate: today,
      versions: secret.versions.map(one =>
        one.id === version.id ? { ...one, lastAccessedDate: today } : one,
      ),
    });
  }
}
