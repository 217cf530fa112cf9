import { matchesFields } from '../spaceDelimited';
import type { FilterPattern } from '../parseFilterPattern';

/**
 * A test of messages by a filter pattern. If a pattern has terms with and without a question mark,
 * those with one have no effect. Source: CloudWatch Logs user guide, "Filter pattern syntax". A
 * pattern of JSON fields matches no message of a database.
 */
export function matcherOf(
  pattern: FilterPattern,
): (message: string) => boolean {
  if (pattern.kind === 'json') {
    return () => false;
  }
  if (pattern.kind === 'delimited') {
    return message => matchesFields(pattern.fields, message);
  }
  const tests = pattern.terms.map(({ prefix, text, isExpression }) => {
    const expression = isExpression ? new RegExp(text, 's') : undefined;
    return {
      prefix,
      test: (message: string) =>
        expression ? expression.test(message) : message.includes(text),
    };
  });
  const required = tests.filter(({ prefix }) => prefix === '');
  const excluded = tests.filter(({ prefix }) => prefix === '-');
  const optional = tests.filter(({ prefix }) => prefix === '?');
  const isOptional = required.length === 0 && excluded.length === 0;
  return message =>
    required.every(({ test }) => test(message)) &&
    !excluded.some(({ test }) => test(message)) &&
    (!isOptional ||
      optional.length === 0 ||
      optional.some(({ test }) => test(message)));
}
