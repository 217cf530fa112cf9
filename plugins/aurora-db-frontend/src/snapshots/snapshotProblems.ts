import {
  snapshotRequestSchema,
  type SnapshotRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { z } from 'zod';
import type { TranslateDialog } from '../dialogs/dialogsTranslationRef';

type Field = keyof SnapshotRequest;

/** The problem of each invalid field, in the user's language. Valid fields are absent. */
export type SnapshotProblems = Partial<Record<Field, string>>;

type Issue = z.core.$ZodIssue;

function explain(issue: Issue, t: TranslateDialog): string {
  const isNumber = issue.path[0] === 'expiresInDays';
  if (isNumber) {
    return t('snapshot.invalidDays');
  }
  switch (issue.code) {
    case 'too_big':
      return t('snapshot.tooLong', { longest: String(issue.maximum) });
    case 'invalid_format':
      return t('snapshot.invalidCharacters');
    case 'custom':
      return t('snapshot.reservedPrefix');
    default:
      return issue.message;
  }
}

/** Validates a request with the schema of the REST API. */
export function snapshotProblems(
  request: SnapshotRequest,
  t: TranslateDialog,
): SnapshotProblems {
  const parsed = snapshotRequestSchema.safeParse(request);
  const problems: SnapshotProblems = {};
  for (const issue of parsed.error?.issues ?? []) {
    const field = Object.keys(snapshotRequestSchema.shape).find(
      (name): name is Field => name === issue.path[0],
    );
    if (field) {
      problems[field] ??= explain(issue, t);
    }
  }
  return problems;
}
