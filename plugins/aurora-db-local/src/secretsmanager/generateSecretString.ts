import { z } from 'zod';
import { AwsError } from '../service/AwsService';
import { randomPassword, randomPasswordInput } from './randomPassword';

const generateSecretStringInput = randomPasswordInput.extend({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().min(1).optional(),
});

const templateSchema = z.record(z.string(), z.unknown());

/**
 * The secret string for `GenerateSecretString` of an AWS::SecretsManager::Secret: a password, or
 * the template's JSON object with the password at the given key.
 */
export function generateSecretString(properties: unknown): string {
  const input = generateSecretStringInput.parse(properties);
  const password = randomPassword(input);
  const { SecretStringTemplate: template, GenerateStringKey: key } = input;
  if (template === undefined && key === undefined) {
    return password;
  }
  if (template === undefined || key === undefined) {
    throw new AwsError(
      'InvalidRequestException',
      'GenerateSecretString needs SecretStringTemplate and GenerateStringKey together, or neither.',
    );
  }
  return JSON.stringify({ ...parseTemplate(template), [key]: password });
}

function parseTemplate(template: string): Record<string, unknown> {
  try {
    return templateSchema.parse(JSON.parse(template));
  } catch {
    throw new AwsError(
      'InvalidRequestException',
      'SecretStringTemplate is not a JSON object.',
    );
  }
}
