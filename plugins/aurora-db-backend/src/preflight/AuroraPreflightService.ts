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
  /** Runs first. If it fails, no other check of the database runs. */
  credentials: PreflightCheck<DatabaseSubject>;
  database: ReadonlyArray<PreflightCheck<DatabaseSubject>>;
  deploy: ReadonlyArray<PreflightCheck<DeploySubject>>;
  template: ReadonlyArray<PreflightCheck<TemplateSubject>>;
  changes: ReadonlyArray<PreflightCheck<ChangesSubject>>;
  restoreSource: ReadonlyArray<PreflightCheck<RestoreSourceSubject>>;
  restore: ReadonlyArray<PreflightCheck<RestoreSubject>>;
  /** Part of `restore`. A run repeats it right before it starts. */
  otherRestores: PreflightCheck<
    Pick<RestoreSubject, 'environment' | 'sourceRef'>
  >;
}

/**
 * Checks before any call to CloudFormation whether a deploy or a restore can succeed. Each method
 * returns all results, good and bad. It throws an AwsUnavailableError if AWS gives no answer.
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

  /** The state before a deploy. Does not call AWS. */
  checkDeploy(subject: DeploySubject): Promise<PreflightResult[]> {
    return runAll(this.#checks.deploy, subject);
  }

  /** Does not call AWS. */
  checkTemplate(subject: TemplateSubject): Promise<PreflightResult[]> {
    return runAll(this.#checks.template, subject);
  }

  /** Checks the changes of a change set and the snapshot before them. */
  checkChanges(subject: ChangesSubject): Promise<PreflightResult[]> {
    return runAll(this.#checks.changes, subject);
  }

  /** The source of a restore. Does not call AWS. */
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
    // Resources of a database that exists are in use, not left over.
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
