import type { z } from 'zod';

/** What a schema found wrong, by member, in one line. */
export function describeProblems(error: z.ZodError): string {
  return error.issues
    .flatMap((issue): z.core.$ZodIssue[] =>
      issue.code === 'invalid_key'
        ? issue.issues.map(inner => ({ ...inner, path: issue.path }))
        : [issue],
    )
    .flatMap(issue => {
      const path = issue.path.map(String);
      return issue.code === 'unrecognized_keys'
        ? issue.keys.map(
            key =>
              `${[...path, key].join('.')}: aurora-db-local does not know this member`,
          )
        : [
            [...(path.length > 0 ? [path.join('.')] : []), issue.message].join(
              ': ',
            ),
          ];
    })
    .join('; ');
}
