import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { chooseEngineVersion } from '../database/chooseEngineVersion';
import type { EngineVersionReader } from '../ports/EngineVersionReader';
import { commandRemedy } from './commandRemedy';
import type { ReadinessCheck } from './ReadinessCheck';

/** Whether the region can create the configured engine version with the configured capacity. */
export function engineCheck(
  engineVersions: EngineVersionReader,
): ReadinessCheck {
  return {
    name: 'engine',

    async run({ environment }) {
      const { region, engineVersion: configured, config } = environment;
      const choice = await chooseEngineVersion(
        { configured, region, capacity: config },
        () => engineVersions.listCreatable(environment),
      );
      return choice.outcome === 'chosen'
        ? [
            {
              ok: true,
              message: createMessage('preflight.engine', {
                engineVersion: choice.version,
              }),
            },
          ]
        : [
            {
              ok: false,
              message: choice.reason,
              remedy: commandRemedy(
                ...['aws', 'rds', 'describe-db-engine-versions'],
                ...['--engine', 'aurora-postgresql', '--region', region],
                '--query',
                'DBEngineVersions[].[EngineVersion,ServerlessV2FeaturesSupport]',
                ...['--output', 'text'],
              ),
            },
          ];
    },
  };
}
