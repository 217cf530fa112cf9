import type {
  Message,
  PreflightCheckName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { PreflightResult } from '../ports/PreflightResult';

/** What a check found. */
export type PreflightFinding = Omit<PreflightResult, 'check'>;

/** One question about a deploy or a restore, asked before CloudFormation is called. Only reads. */
export interface PreflightCheck<Subject> {
  name: PreflightCheckName;
  /**
   * All findings, good and bad; empty if the question does not apply to the subject.
   * Throws an AwsUnavailableError if AWS gives no answer.
   */
  run(subject: Subject): Promise<PreflightFinding[]>;
}

/** One failed finding for each problem, or the message of success if there is none. */
export function findingsOf(
  problems: readonly Message[],
  success: () => Message,
): PreflightFinding[] {
  return problems.length > 0
    ? problems.map(message => ({ ok: false, message }))
    : [{ ok: true, message: success() }];
}
