import {
  createMessage,
  isSupportedEngineVersion,
  supportedEngineRange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EngineVersionReader } from '../ports/EngineVersionReader';
import type { PreflightCheck } from './PreflightCheck';
import type { RestoreSubject } from './preflightSubjects';

type Subject = Pick<RestoreSubject, 'environment' | 'engineVersion'>;

/** Whether the region can still create the engine version of the restored database. */
export function creatableEngineCheck(
  engineVersions: EngineVersionReader,
): PreflightCheck<Subject> {
  return {
    name: 'engine',

    async run({ environment, engineVersion }) {
      if (!isSupportedEngineVersion(engineVersion)) {
        const message = createMessage('preflight.engineUnsupported', {
          engineVersion,
          ...supportedEngineRange,
        });
        return [{ ok: false, message }];
      }
      const offered = await engineVersions.listCreatable(
        environment,
        engineVersion,
      );
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
    },
  };
}
