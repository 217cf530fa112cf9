import { z } from 'zod';
import { invalidValue } from './rdsFaults';

/**
 * An identifier under RDS's rules, in lowercase.
 *
 * @param member - name of the input's member, for the message
 * @param longest - in characters
 */
export function identifierInput(member: string, longest = 63) {
  return z.string().transform(identifier => {
    const wellFormed = /^[a-zA-Z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*$/.test(
      identifier,
    );
    if (!wellFormed || identifier.length > longest) {
      throw invalidValue(
        wellFormed
          ? `The parameter ${member} is not a valid identifier because it is longer than ${longest} characters.`
          : `The parameter ${member} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`,
      );
    }
    return identifier.toLocaleLowerCase('en-US');
  });
}
