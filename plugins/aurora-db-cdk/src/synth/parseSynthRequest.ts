import {
  synthRequestSchema,
  type SynthRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { z } from 'zod';
import { InvalidSynthRequestError } from './InvalidSynthRequestError';

type Issue = z.core.$ZodIssue;

/**
 * Validates a request, e.g. a message of another process.
 *
 * @throws InvalidSynthRequestError that names each wrong value, e.g. `accountId "12": expected an
 *   account id of 12 digits`
 */
export function parseSynthRequest(input: unknown): SynthRequest {
  const parsed = synthRequestSchema.safeParse(input);
  if (parsed.success) {
    return parsed.data;
  }
  const sentences = likeliestIssues(parsed.error.issues).map(issue =>
    sentence(input, issue),
  );
  throw new InvalidSynthRequestError(sentences.join('; '));
}

/**
 * Returns the issues of the union's alternative with the fewest issues: most likely the caller
 * meant that one.
 */
function likeliestIssues(issues: Issue[]): Issue[] {
  return issues.flatMap(issue => {
    if (issue.code !== 'invalid_union') {
      return [issue];
    }
    const [likeliest] = issue.errors.toSorted((a, b) => a.length - b.length);
    return likeliestIssues(likeliest ?? []).map(inner => ({
      ...inner,
      path: [...issue.path, ...inner.path],
    }));
  });
}

function sentence(input: unknown, issue: Issue): string {
  const path = issue.path.join('.');
  const value = issue.path.reduce<unknown>(
    (parent, key) =>
      typeof parent === 'object' && parent !== null
        ? Reflect.get(parent, key)
        : undefined,
    input,
  );
  const subject = [
    path || 'request',
    ...(value === undefined || issue.code === 'unrecognized_keys'
      ? []
      : [JSON.stringify(value)]),
  ].join(' ');
  return `${subject}: ${value === undefined ? `missing (${issue.message})` : issue.message}`;
}
