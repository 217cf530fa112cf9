import { z } from 'zod';
import { booleanInput } from '../../service/inputs';
import type { JsonObject } from '../template/parseTemplate';
import { validationError } from '../validationError';
import type { ResourceRequest, ResourceType } from './ResourceType';
import { stringMember } from './stringMember';
import { tagChanges } from './responseShapes';
import { isExisting, isMissing, whenMissing } from './whenMissing';

const generateSchema = z.strictObject({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
  PasswordLength: z.coerce.number().optional(),
  ExcludeCharacters: z.string().optional(),
  ExcludeLowercase: booleanInput.optional(),
  ExcludeNumbers: booleanInput.optional(),
  ExcludePunctuation: booleanInput.optional(),
  ExcludeUppercase: booleanInput.optional(),
  IncludeSpace: booleanInput.optional(),
  RequireEachIncludedType: booleanInput.optional(),
});

/** The secret's value: given, generated, or generated under a key of the template. */
async function secretString(
  request: ResourceRequest,
  properties: JsonObject,
): Promise<string> {
  if (
    properties.SecretString !== undefined &&
    properties.GenerateSecretString !== undefined
  ) {
    throw validationError(
      'A secret takes either SecretString or GenerateSecretString, not both.',
    );
  }
  if (properties.SecretString !== undefined) {
    return String(properties.SecretString);
  }
  const { SecretStringTemplate, GenerateStringKey, ...options } =
    generateSchema.parse(properties.GenerateSecretString ?? {});
  const password = stringMember(
    await request.call('GetRandomPassword', options),
    'RandomPassword',
  );
  if (SecretStringTemplate === undefined || GenerateStringKey === undefined) {
    return password;
  }
  const template = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(SecretStringTemplate));
  return JSON.stringify({ ...template, [GenerateStringKey]: password });
}

/** A client token for Secrets Manager, which needs at least 32 characters. */
function versionToken(token: string): string {
  return token.length >= 32 ? token.slice(0, 64) : token.padEnd(32, '0');
}

export const secret: ResourceType = {
  type: 'AWS::SecretsManager::Secret',
  service: 'secretsmanager',
  name: { property: 'Name', maxLength: 512 },
  createOnly: ['Name'],
  properties: {
    implemented: [
      'Description',
      'GenerateSecretString',
      'KmsKeyId',
      'Name',
      'SecretString',
    ],
    rejected: {
      'Secrets are not replicated to other regions here.': ['ReplicaRegions'],
      'There are no managed external secrets.': ['Type'],
    },
  },
  attributes: ['Id'],
  taggable: true,
  async exists(request) {
    return (
      (await whenMissing(
        request.call('DescribeSecret', { SecretId: request.name }),
        undefined,
      )) !== undefined
    );
  },
  async create(request) {
    const { properties, name, tags, token } = request;
    let arn: string;
    try {
      const created = await request.call('CreateSecret', {
        Name: name,
        Description: properties.Description,
        KmsKeyId: properties.KmsKeyId,
        SecretString: await secretString(request, properties),
        ClientRequestToken: versionToken(token),
        Tags: tags,
      });
      arn = stringMember(created, 'ARN');
    } catch (error) {
      if (!(request.resumed && isExisting(error))) {
        throw error;
      }
      arn = stringMember(
        await request.call('DescribeSecret', { SecretId: name }),
        'ARN',
      );
    }
    await request.initiated(arn);
    return { physicalId: arn, attributes: { Id: arn } };
  },
  async update(request) {
    const { properties, physicalId, token } = request;
    const regenerate =
      request.changed('GenerateSecretString') ||
      request.changed('SecretString');
    await request.call('UpdateSecret', {
      SecretId: physicalId,
      Description:
        properties.Description ??
        (request.changed('Description') ? '' : undefined),
      KmsKeyId:
        properties.KmsKeyId ??
        (request.changed('KmsKeyId') ? 'alias/aws/secretsmanager' : undefined),
    });
    if (regenerate) {
      try {
        await request.call('PutSecretValue', {
          SecretId: physicalId,
          SecretString: await secretString(request, properties),
          ClientRequestToken: versionToken(token),
        });
      } catch (error) {
        if (!(request.resumed && isExisting(error))) {
          throw error;
        }
      }
    }
    const { add, removeKeys } = tagChanges(request.previousTags, request.tags);
    if (removeKeys.length > 0) {
      await request.call('UntagResource', {
        SecretId: physicalId,
        TagKeys: removeKeys,
      });
    }
    if (add.length > 0) {
      await request.call('TagResource', { SecretId: physicalId, Tags: add });
    }
    return { physicalId, attributes: { Id: physicalId } };
  },
  async delete(request) {
    try {
      await request.call('DeleteSecret', {
        SecretId: request.physicalId,
        ForceDeleteWithoutRecovery: true,
      });
    } catch (error) {
      if (!isMissing(error)) {
        throw error;
      }
    }
  },
};
