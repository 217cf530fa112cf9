import { defineOperation } from '../service/defineOperation';
import type { Operation } from '../service/AwsService';
import { paginate } from '../service/paginate';
import { describeSecret, stagesByVersion } from './describeSecret';
import { matchesFilter } from './matchesFilter';
import { secretInputs } from './secretInputs';
import type { SecretRecord } from './SecretRecord';
import type { SecretStore } from './SecretStore';

const sortKeys: Readonly<
  Record<string, (secret: SecretRecord) => number | string>
> = {
  'created-date': ({ createdDate }) => createdDate.getTime(),
  'last-accessed-date': ({ lastAccessedDate }) =>
    lastAccessedDate?.getTime() ?? 0,
  'last-changed-date': ({ lastChangedDate }) => lastChangedDate.getTime(),
  name: ({ name }) => name,
};

/** Describes secrets and lists them and their versions. */
export function listOperations(
  secrets: SecretStore,
): Record<string, Operation> {
  return {
    DescribeSecret: defineOperation(
      secretInputs.Secret,
      async ({ SecretId }, context) => {
        const secret = secrets.get(context, SecretId);
        return {
          ...describeSecret(secret),
          VersionIdsToStages: stagesByVersion(secret),
        };
      },
    ),

    ListSecrets: defineOperation(
      secretInputs.ListSecrets,
      async (input, context) => {
        const listed = secrets
          .list(context)
          .filter(
            secret => input.IncludePlannedDeletion || !secret.deletionDate,
          )
          .filter(secret =>
            input.Filters.every(filter => matchesFilter(secret, filter)),
          );
        const { items, nextToken } = paginate(
          sorted(listed, input.SortBy, input.SortOrder),
          {
            maxItems: input.MaxResults,
            token: input.NextToken,
            invalidTokenCode: 'InvalidNextTokenException',
          },
        );
        return {
          SecretList: items.map(secret => ({
            ...describeSecret(secret),
            SecretVersionsToStages: stagesByVersion(secret),
          })),
          NextToken: nextToken,
        };
      },
    ),

    ListSecretVersionIds: defineOperation(
      secretInputs.ListSecretVersionIds,
      async (input, context) => {
        const secret = secrets.get(context, input.SecretId);
        const listed = secret.versions.filter(
          ({ stages }) => input.IncludeDeprecated || stages.length > 0,
        );
        const { items, nextToken } = paginate(listed, {
          maxItems: input.MaxResults,
          token: input.NextToken,
          invalidTokenCode: 'InvalidNextTokenException',
        });
        return {
          ARN: secret.arn,
          Name: secret.name,
          Versions: items.map(
            ({ id, stages, createdDate, lastAccessedDate }) => ({
              VersionId: id,
              VersionStages: stages.length > 0 ? stages : undefined,
              CreatedDate: createdDate,
              LastAccessedDate: lastAccessedDate,
            }),
          ),
          NextToken: nextToken,
        };
      },
    ),
  };
}

function sorted(
  secrets: readonly SecretRecord[],
  by: string,
  order: 'asc' | 'desc',
): SecretRecord[] {
  const keyOf = sortKeys[by] ?? (({ name }: SecretRecord) => name);
  const direction = order === 'asc' ? 1 : -1;
  return secrets.toSorted((a, b) => {
    const [first, second] = [keyOf(a), keyOf(b)];
    return first === second ? 0 : direction * (first < second ? -1 : 1);
  });
}
