import type {
  Message,
  PreflightCheckName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { PreflightResult } from '../ports/PreflightResult';

/** A result of a check. */
export type PreflightFinding = Omit<PreflightResult, 'check'>;

/** A check of a deploy or a restore before any call to CloudFormation. It only reads. */
export interface PreflightCheck<Subject> {
  name: PreflightCheckName;
  /**
   * Returns all findings, good and bad, or none if the check does not apply to the subject.
   * Throws an AwsUnavailableError if AWS gives no answer.
   */
  run(subject: Subject): Promise<PreflightFinding[]>;
}

/** Returns one failed finding for each problem, or the message of success if there is none. */
export function findingsOf(
  problems: readonly Message[],
  success: () => Message,
): PreflightFinding[] {
  return problems.length > 0
    ? problems.map(message => ({ ok: false, message }))
    : [{ ok: true, message: success() }];
}
