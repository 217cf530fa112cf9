import type { z } from 'zod';
import {
  AwsError,
  type Operation,
  type RequestContext,
  type ServiceCaller,
} from '../service/AwsService';
import { findEnabledKey } from '../kms/findEnabledKey';
import { defineOperation } from '../service/defineOperation';
import {
  checkParameterName,
  checkParameterValue,
  invalid,
  valueLimits,
} from './checkParameter';
import { describeValue } from './describeParameter';
import type { ParameterRecord, ParameterVersion } from './ParameterRecord';
import { parameterNotFound, type Parameters } from './Parameters';
import { ssmInputs } from './ssmInputs';
import { mergeTags } from './tagOperations';

type PutInput = z.infer<typeof ssmInputs.PutParameter>;

/** https://docs.aws.amazon.com/general/latest/gr/ssm.html */
const quotas = { Standard: 10_000, Advanced: 100_000, versions: 100 };

/** Operations on parameters that are given by their name. */
export function parameterOperations(
  parameters: Parameters,
  services: ServiceCaller,
): Record<string, Operation> {
  return {
    PutParameter: defineOperation(
      ssmInputs.PutParameter,
      async (input, context) => {
        checkParameterName(input.Name);
        await checkKey(services, context, input.KeyId);
        const existing = parameters.own(context, input.Name);
        const version = nextVersion(
          input,
          context,
          existing?.versions.at(-1),
          parameters,
        );
        await parameters.put(context, {
          name: input.Name,
          tags: existing?.tags ?? mergeTags({}, input.Tags),
          versions: [...kept(existing), version],
        });
        return { Version: version.version, Tier: version.tier };
      },
    ),

    GetParameter: defineOperation(
      ssmInputs.GetParameter,
      async ({ Name, WithDecryption }, context) => ({
        Parameter: describeValue(
          context,
          parameters.select(context, Name),
          WithDecryption,
        ),
      }),
    ),

    GetParameters: defineOperation(
      ssmInputs.GetParameters,
      async ({ Names, WithDecryption }, context) => {
        const found = [];
        const missing = [];
        for (const name of new Set(Names)) {
          try {
            const selected = parameters.select(context, name);
            found.push(describeValue(context, selected, WithDecryption));
          } catch (error) {
            if (!(error instanceof AwsError)) {
              throw error;
            }
            missing.push(name);
          }
        }
        return { Parameters: found, InvalidParameters: missing };
      },
    ),

    DeleteParameter: defineOperation(
      ssmInputs.DeleteParameter,
      async ({ Name }, context) => {
        if (!(await parameters.delete(context, Name))) {
          throw parameterNotFound(Name);
        }
        return {};
      },
    ),

    DeleteParameters: defineOperation(
      ssmInputs.DeleteParameters,
      async ({ Names }, context) => {
        const deleted: string[] = [];
        const missing: string[] = [];
        for (const name of new Set(Names)) {
          const list = (await parameters.delete(context, name))
            ? deleted
            : missing;
          list.push(name);
        }
        return { DeletedParameters: deleted, InvalidParameters: missing };
      },
    ),
  };
}

/** The version that PutParameter makes. Members that are not given stay those of the previous one. */
function nextVersion(
  input: PutInput,
  context: RequestContext,
  previous: ParameterVersion | undefined,
  parameters: Parameters,
): ParameterVersion {
  if (input.Overwrite && input.Tags.length > 0) {
    throw invalid(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. " +
        'To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.',
    );
  }
  if (previous && !input.Overwrite) {
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  }
  const type = input.Type ?? previous?.type;
  if (!type) {
    throw invalid('A parameter type is required when you create a parameter.');
  }
  if (input.KeyId !== undefined && type !== 'SecureString') {
    throw invalid(`KeyId is required for SecureString type parameter only.`);
  }
  const allowedPattern = input.AllowedPattern ?? previous?.allowedPattern;
  const dataType = input.DataType ?? previous?.dataType ?? 'text';
  checkParameterValue({
    Value: input.Value,
    AllowedPattern: allowedPattern,
    DataType: dataType,
  });
  const tier = tierOf(input, previous);
  if (previous?.tier !== tier) {
    checkQuota(parameters.list(context), tier);
  }
  return {
    version: (previous?.version ?? 0) + 1,
    value: input.Value,
    type,
    tier,
    dataType,
    description: input.Description ?? previous?.description,
    allowedPattern,
    keyId:
      type === 'SecureString'
        ? (input.KeyId ?? previous?.keyId ?? 'alias/aws/ssm')
        : undefined,
    labels: [],
    modifiedAt: new Date(),
    modifiedBy: context.principalArn,
  };
}

/** AWS's own keys need not be in KMS here. */
async function checkKey(
  services: ServiceCaller,
  context: RequestContext,
  key: string | undefined,
): Promise<void> {
  if (
    key !== undefined &&
    !key.startsWith('alias/aws/') &&
    (await findEnabledKey(services, context, key)) === undefined
  ) {
    throw new AwsError(
      'InvalidKeyId',
      `The key ${key} does not exist or is not enabled.`,
    );
  }
}

function tierOf(
  { Value, Tier }: PutInput,
  previous: ParameterVersion | undefined,
): ParameterVersion['tier'] {
  const size = Buffer.byteLength(Value);
  if (previous?.tier === 'Advanced' && Tier === 'Standard') {
    throw invalid(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. " +
        'If necessary, you can delete the advanced parameter and recreate it as a standard parameter.',
    );
  }
  const isLarge = size > valueLimits.Standard;
  const tier =
    previous?.tier === 'Advanced' ||
    Tier === 'Advanced' ||
    (Tier === 'Intelligent-Tiering' && isLarge)
      ? 'Advanced'
      : 'Standard';
  if (size > valueLimits[tier]) {
    throw invalid(
      tier === 'Standard'
        ? 'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. ' +
            'For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html'
        : 'Advanced tier parameters support a maximum parameter value of 8192 characters.',
    );
  }
  return tier;
}

function checkQuota(
  records: readonly ParameterRecord[],
  tier: ParameterVersion['tier'],
): void {
  const same = records.filter(
    ({ versions }) => versions.at(-1)?.tier === tier,
  ).length;
  if (same >= quotas[tier]) {
    throw new AwsError(
      'ParameterLimitExceeded',
      `You have exceeded the number of ${tier.toLowerCase()} parameters for this account: ${quotas[tier]}. Delete one or more parameters and try again.`,
    );
  }
}

/** The versions that stay beside a new one: 99 at most. One with a label is never dropped. */
function kept(record: ParameterRecord | undefined): ParameterVersion[] {
  const versions = record?.versions ?? [];
  const [oldest] = versions;
  if (versions.length < quotas.versions || !oldest) {
    return versions;
  }
  if (oldest.labels.length > 0) {
    throw new AwsError(
      'ParameterMaxVersionLimitExceeded',
      `You attempted to create a new version of ${record?.name} by calling the PutParameter API with the overwrite flag. ` +
        `Version ${oldest.version}, the oldest version, can't be deleted because it has a label associated with it. ` +
        'Move the label to another version of the parameter, and try again.',
    );
  }
  return versions.slice(1);
}
