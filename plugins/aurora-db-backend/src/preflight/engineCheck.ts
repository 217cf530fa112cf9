import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { PreflightCheck, PreflightFinding } from './PreflightCheck';
import type { DeploySubject } from './preflightSubjects';

/** Whether a deploy could choose an engine version and prepare its template. */
export class EngineCheck implements PreflightCheck<
  Pick<DeploySubject, 'engine'>
> {
  readonly name = 'engine';

  async run({
    engine,
  }: Pick<DeploySubject, 'engine'>): Promise<PreflightFinding[]> {
    return [
      'version' in engine
        ? {
            ok: true,
            message: createMessage('preflight.engine', {
              engineVersion: engine.version,
            }),
          }
        : {
            ok: false,
            message: createMessage('preflight.refused', {
              reason: engine.problems,
            }),
          },
    ];
  }
}
