import type { Operation } from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import { paginate } from '../service/paginate';
import { invalid } from './checkParameter';
import { describeValue, describeVersion, valueOf } from './describeParameter';
import { checkFilters, isBelow, matchesFilter } from './parameterFilters';
import { parameterArn, type ParameterRecord } from './ParameterRecord';
import type { Parameters } from './Parameters';
import { ssmInputs } from './ssmInputs';

const byPath = ['Type', 'KeyId', 'Label'];
const all = ['Path', 'Name', 'Type', 'KeyId', 'Tier', 'DataType'];

/** Lists of parameters and of their versions. */
export function listingOperations(
  parameters: Parameters,
): Record<string, Operation> {
  return {
    GetParametersByPath: defineOperation(
      ssmInputs.GetParametersByPath,
      async (input, context) => {
        const { Path, Recursive, ParameterFilters, WithDecryption } = input;
        if (!Path.startsWith('/') || /\/\/|[^a-zA-Z0-9_.\-/]/.test(Path)) {
          throw invalid(
            'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". ' +
              'It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: ' +
              '. (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". ' +
              'Valid example: /get/parameters2-/by1./path0_.',
          );
        }
        checkFilters(ParameterFilters, byPath, { tags: false });
        const found = parameters
          .list(context)
          .filter(({ name }) => isBelow(name, Path, Recursive))
          .flatMap(record => {
            const label = ParameterFilters.find(({ Key }) => Key === 'Label');
            const version = label
              ? record.versions.find(({ labels }) =>
                  labels.some(one => label.Values.includes(one)),
                )
              : record.versions.at(-1);
            return version &&
              ParameterFilters.every(filter =>
                matchesFilter(filter, record, version),
              )
              ? [
                  describeValue(
                    context,
                    { name: record.name, version },
                    WithDecryption,
                  ),
                ]
              : [];
          });
        const { items, nextToken } = page(found, input);
        return { Parameters: items, NextToken: nextToken };
      },
    ),

    GetParameterHistory: defineOperation(
      ssmInputs.GetParameterHistory,
      async (input, context) => {
        const { name, versions } = parameters.get(context, input.Name);
        const { items, nextToken } = page(versions, input);
        return {
          Parameters: items.map(version => ({
            ...describeVersion(name, version),
            Value: valueOf(context, name, version, input.WithDecryption),
            Labels: version.labels,
          })),
          NextToken: nextToken,
        };
      },
    ),

    DescribeParameters: defineOperation(
      ssmInputs.DescribeParameters,
      async (input, context) => {
        const { Filters, ParameterFilters } = input;
        if (Filters.length > 0 && ParameterFilters.length > 0) {
          throw invalid(
            'You can use either Filters or ParameterFilters in a single request.',
          );
        }
        checkFilters(ParameterFilters, all, { tags: true });
        const filters = [
          ...ParameterFilters,
          // The older filter compares the beginning of a name.
          ...Filters.map(filter => ({
            ...filter,
            Option: filter.Key === 'Name' ? 'BeginsWith' : 'Equals',
          })),
        ];
        const matching = (record: ParameterRecord) => {
          const version = record.versions.at(-1);
          return version &&
            filters.every(filter => matchesFilter(filter, record, version))
            ? [
                {
                  ...describeVersion(record.name, version),
                  ARN: parameterArn(context, record.name),
                },
              ]
            : [];
        };
        // No account shares a parameter with another one.
        const found = input.Shared
          ? []
          : parameters.list(context).flatMap(matching);
        const { items, nextToken } = page(found, input);
        return { Parameters: items, NextToken: nextToken };
      },
    ),
  };
}

function page<T>(
  items: readonly T[],
  { MaxResults, NextToken }: { MaxResults: number; NextToken?: string },
) {
  return paginate(items, {
    maxItems: MaxResults,
    token: NextToken,
    invalidTokenCode: 'InvalidNextToken',
  });
}
