import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import type { ParameterVersion } from './ParameterRecord';
import { versionNotFound, type Parameters } from './Parameters';
import { ssmInputs } from './ssmInputs';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html */
const mostLabels = 10;

/** Labels of versions. A label belongs to one version at a time. */
export function labelOperations(
  parameters: Parameters,
): Record<string, Operation> {
  function find(context: RequestContext, name: string, wanted?: number) {
    const record = parameters.get(context, name);
    const version =
      wanted === undefined
        ? record.versions.at(-1)
        : record.versions.find(one => one.version === wanted);
    if (!version) {
      throw versionNotFound(record.name, String(wanted));
    }
    return { record, number: version.version, labels: version.labels };
  }

  return {
    LabelParameterVersion: defineOperation(
      ssmInputs.LabelParameterVersion,
      async ({ Name, ParameterVersion: wanted, Labels }, context) => {
        const { record, number, labels } = find(context, Name, wanted);
        const valid = Labels.filter(isValidLabel);
        const together = Array.from(new Set([...labels, ...valid]));
        if (together.length > mostLabels) {
          throw new AwsError(
            'ParameterVersionLabelLimitExceeded',
            `A parameter version can have maximum ${mostLabels} labels. Move one or more labels to another version and try again.`,
          );
        }
        await parameters.put(context, {
          ...record,
          versions: record.versions.map(version =>
            version.version === number
              ? { ...version, labels: together }
              : without(version, valid),
          ),
        });
        return {
          InvalidLabels: Labels.filter(label => !isValidLabel(label)),
          ParameterVersion: number,
        };
      },
    ),

    UnlabelParameterVersion: defineOperation(
      ssmInputs.UnlabelParameterVersion,
      async ({ Name, ParameterVersion: wanted, Labels }, context) => {
        const { record, number, labels } = find(context, Name, wanted);
        await parameters.put(context, {
          ...record,
          versions: record.versions.map(version =>
            version.version === number ? without(version, Labels) : version,
          ),
        });
        return {
          RemovedLabels: Labels.filter(label => labels.includes(label)),
          InvalidLabels: Labels.filter(label => !labels.includes(label)),
        };
      },
    ),
  };
}

function isValidLabel(label: string): boolean {
  return /^(?!aws|ssm|\d)[a-zA-Z0-9_.-]+$/i.test(label);
}

function without(
  version: ParameterVersion,
  labels: readonly string[],
): ParameterVersion {
  return {
    ...version,
    labels: version.labels.filter(label => !labels.includes(label)),
  };
}
