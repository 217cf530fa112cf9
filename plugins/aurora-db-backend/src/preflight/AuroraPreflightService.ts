import type { PreflightResult } from '../ports/PreflightResult';
import type { PreflightCheck } from './PreflightCheck';
import type {
  ChangesSubject,
  DatabaseSubject,
  DeploySubject,
  RestoreSourceSubject,
  RestoreSubject,
  TemplateSubject,
} from './preflightSubjects';

/** The checks of each step of a deploy or a restore, in the order in which results are shown. */
export interface PreflightChecks {
  /** Asked first: if it fails, no other check of the database runs. */
  credentials: PreflightCheck<DatabaseSubject>;
  database: ReadonlyArray<PreflightCheck<DatabaseSubject>>;
  deploy: ReadonlyArray<PreflightCheck<DeploySubject>>;
  template: ReadonlyArray<PreflightCheck<TemplateSubject>>;
  changes: ReadonlyArray<PreflightCheck<ChangesSubject>>;
  restoreSource: ReadonlyArray<PreflightCheck<RestoreSourceSubject>>;
  restore: ReadonlyArray<PreflightCheck<RestoreSubject>>;
  /** Those of `restore` that a run repeats right before it begins. */
  otherRestores: PreflightCheck<
    Pick<RestoreSubject, 'environment' | 'sourceRef'>
  >;
}

/**
 * Checks whether a deploy or a restore can succeed before CloudFormation is asked to try. Each method returns all results, good
 * and bad, and throws an AwsUnavailableError if AWS gives no answer.
 */
export class AuroraPreflightService {
  readonly #checks: PreflightChecks;

  constructor(checks: PreflightChecks) {
    this.#checks = checks;
  }

  /** Account, network and quotas. */
  async checkDatabase(subject: DatabaseSubject): Promise<PreflightResult[]> {
    const credentials = await runAll([this.#checks.credentials], subject);
    return credentials.every(({ ok }) => ok)
      ? [...credentials, ...(await runAll(this.#checks.database, subject))]
      : credentials;
  }

  /** What a deploy starts from. Asks AWS nothing. */
  checkDeploy(subject: DeploySubject): Promise<PreflightResult[]> {
    return runAll(this.#checks.deploy, subject);
  }

  /** Asks AWS nothing. */
  checkTemplate(subject: TemplateSubject): Promise<PreflightResult[]> {
    return runAll(this.#checks.template, subject);
  }

  /** The changes of a change set, and what precedes them. */
  checkChanges(subject: ChangesSubject): Promise<PreflightResult[]> {
    return runAll(this.#checks.changes, subject);
  }

  /** What a restore reads from. Asks AWS nothing. */
  checkRestoreSource(
    subject: RestoreSourceSubject,
  ): Promise<PreflightResult[]> {
    return runAll(this.#checks.restoreSource, subject);
  }

  /** The new database of a restore. */
  async checkRestore(
    subject: RestoreSubject,
    database: Omit<DatabaseSubject, 'environment' | 'names' | 'isNew'>,
  ): Promise<PreflightResult[]> {
    const { environment, names } = subject;
    const [ofDatabase, ofRestore] = await Promise.all([
      this.checkDatabase({ ...database, environment, names, isNew: true }),
      runAll([...this.#checks.restore, this.#checks.otherRestores], subject),
    ]);
    // What has a taken name is in use, not left over.
    const isTaken = ofRestore.some(({ check, ok }) => check === 'name' && !ok);
    return [
      ...ofDatabase.filter(({ check }) => !isTaken || check !== 'leftovers'),
      ...ofRestore,
    ];
  }

  /** Whether another restore of the same database runs. */
  checkOtherRestores(
    subject: Pick<RestoreSubject, 'environment' | 'sourceRef'>,
  ): Promise<PreflightResult[]> {
    return runAll([this.#checks.otherRestores], subject);
  }
}

/** Runs checks at the same time, and returns their results in the order of the checks. */
async function runAll<Subject>(
  checks: ReadonlyArray<PreflightCheck<Subject>>,
  subject: Subject,
): Promise<PreflightResult[]> {
  const results = await Promise.all(
    checks.map(async check => {
      const findings = await check.run(subject);
      return findings.map(finding => ({ check: check.name, ...finding }));
    }),
  );
  return results.flat();
}
