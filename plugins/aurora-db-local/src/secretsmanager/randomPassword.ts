import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { booleanInput, integerInput } from '../service/inputs';
import { AwsError } from '../service/AwsService';

/** Input of GetRandomPassword, which GenerateSecretString shares. */
export const randomPasswordInput = z.strictObject({
  PasswordLength: integerInput.pipe(z.number().min(1).max(4096)).default(32),
  ExcludeCharacters: z.string().max(4096).default(''),
  ExcludeNumbers: booleanInput.default(false),
  ExcludePunctuation: booleanInput.default(false),
  ExcludeUppercase: booleanInput.default(false),
  ExcludeLowercase: booleanInput.default(false),
  IncludeSpace: booleanInput.default(false),
  RequireEachIncludedType: booleanInput.default(true),
});

const lowercase = 'abcdefghijklmnopqrstuvwxyz';
const numbers = '0123456789';
/** Source: API reference of GetRandomPassword. */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** A password in Secrets Manager's format, from a cryptographic source. */
export function randomPassword(
  input: z.infer<typeof randomPasswordInput>,
): string {
  const excluded = new Set(input.ExcludeCharacters);
  const types = [
    input.ExcludeLowercase ? '' : lowercase,
    input.ExcludeUppercase ? '' : lowercase.toUpperCase(),
    input.ExcludeNumbers ? '' : numbers,
    input.ExcludePunctuation ? '' : punctuation,
    input.IncludeSpace ? ' ' : '',
  ]
    .map(type => Array.from(type).filter(character => !excluded.has(character)))
    .filter(type => type.length > 0);
  const all = types.flat();
  if (all.length === 0) {
    throw new AwsError(
      'InvalidParameterException',
      'The exclusions leave no character for the password.',
    );
  }
  // As on AWS, a space may be in the password, but does not have to be.
  const required = input.RequireEachIncludedType
    ? types.filter(type => !type.includes(' '))
    : [];
  if (required.length > input.PasswordLength) {
    throw new AwsError(
      'InvalidParameterException',
      `PasswordLength ${input.PasswordLength} is too short for one character of each of ${required.length} types.`,
    );
  }
  const characters = Array.from({ length: input.PasswordLength }, (_, index) =>
    pick(required[index] ?? all),
  );
  return shuffled(characters).join('');
}

function pick(characters: string[]): string {
  return characters[randomInt(characters.length)] ?? '';
}

/** Fisher–Yates shuffle, so that the required types are not always at the front. */
function shuffled(characters: string[]): string[] {
  const result: string[] = [];
  for (const character of characters) {
    const position = randomInt(result.length + 1);
    result.push(result[position] ?? character);
    result[position] = character;
  }
  return result;
}
