import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EngineVersionReader } from '../ports/EngineVersionReader';
import type { PreflightCheck, PreflightFinding } from './PreflightCheck';
import type { RestoreSubject } from './preflightSubjects';

type Subject = Pick<RestoreSubject, 'environment' | 'engineVersion'>;

/** Whether the region can still create the engine version of a database that is restored. */
export class CreatableEngineCheck implements PreflightCheck<Subject> {
  readonly name = 'engine';
  readonly #engineVersions: EngineVersionReader;

  constructor(engineVersions: EngineVersionReader) {
    this.#engineVersions = engineVersions;
  }

  async run({
    environment,
    engineVersion,
  }: Subject): Promise<PreflightFinding[]> {
    const offered = await this.#engineVersions.listCreatable(environment);
    const ok = offered.some(({ version }) => version === engineVersion);
    return [
      {
        ok,
        message: ok
          ? createMessage('preflight.engine', { engineVersion })
          : createMessage('preflight.engineMissing', {
              engineVersion,
              region: environment.region,
              offered: offered.map(({ version }) => version).join(', '),
            }),
      },
    ];
  }
}
