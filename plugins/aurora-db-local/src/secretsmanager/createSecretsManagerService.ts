import { defineOperation } from '../service/defineOperation';
import {
  AwsError,
  type AwsService,
  type Operation,
  type OwnedSecrets,
  type ServiceEnvironment,
} from '../service/AwsService';
import { deletionOperations } from './deletionOperations';
import { listOperations } from './listOperations';
import { newSecretArn } from './newSecretArn';
import { randomPassword } from './randomPassword';
import { readOperations } from './readOperations';
import { resourcePolicyOperations } from './resourcePolicyOperations';
import { secretInputs } from './secretInputs';
import {
  current,
  secretRecordSchema,
  withVersion,
  type SecretRecord,
} from './SecretRecord';
import { SecretStore } from './SecretStore';
import { hasSameValue, versionOf } from './SecretValue';
import { ServiceSecrets } from './ServiceSecrets';
import { tagOperations } from './tagOperations';
import { versionOperations } from './versionOperations';

/**
 * Secrets Manager: secrets with versions and recovery windows, without rotation functions and
 * replicas.
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
      CreateSecret: createSecret(secrets),
      ...readOperations(secrets),
      ...versionOperations(secrets),
      ...deletionOperations(secrets),
      ...listOperations(secrets),
      ...tagOperations(secrets),
      ...resourcePolicyOperations(secrets),
      GetRandomPassword: defineOperation(
        secretInputs.GetRandomPassword,
        async input => ({ RandomPassword: randomPassword(input) }),
      ),
    },
    reset: () => secrets.clear(),
  };
}

function createSecret(secrets: SecretStore): Operation {
  return defineOperation(secretInputs.CreateSecret, async (input, context) => {
    const existing = secrets.find(context, input.Name);
    if (existing) {
      return answerExisting(existing, input);
    }
    const now = new Date();
    const empty: SecretRecord = {
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
    const secret = version ? withVersion(empty, version, [current]) : empty;
    await secrets.put(context, secret);
    return { ARN: secret.arn, Name: secret.name, VersionId: version?.id };
  });
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
  if (version && known && !hasSameValue(known, version)) {
    throw new AwsError(
      'ResourceExistsException',
      `You can't use ClientRequestToken ${version.id} because that value is already in use for a version of secret ${existing.arn}.`,
    );
  }
  if (!version || !known) {
    throw new AwsError(
      'ResourceExistsException',
      `The operation failed because the secret ${existing.name} already exists.`,
    );
  }
  return { ARN: existing.arn, Name: existing.name, VersionId: known.id };
}
