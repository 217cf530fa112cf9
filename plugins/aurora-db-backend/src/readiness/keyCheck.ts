import {
  createMessage,
  type Remedy,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EncryptionKey, KeyReader } from '../ports/KeyReader';
import { commandRemedy } from './commandRemedy';
import type { ReadinessCheck, ReadinessFinding } from './ReadinessCheck';

/** Whether RDS can encrypt with the configured key. */
export function keyCheck(keys: KeyReader): ReadinessCheck {
  return {
    name: 'key',

    async run({ environment }) {
      const { kmsKeyArn: keyArn, region, name } = environment;
      if (!keyArn) {
        return [{ ok: true, message: createMessage('readiness.defaultKey') }];
      }
      const configKey = `auroraDb.environments.${name}.kmsKeyArn`;
      const [, , , keyRegion = ''] = keyArn.split(':');
      if (keyRegion !== region) {
        const params = { keyArn, actual: keyRegion, region, key: configKey };
        return [
          {
            ok: false,
            message: createMessage('readiness.keyElsewhere', params),
            remedy: listKeys(region),
          },
        ];
      }
      const key = await keys.find(environment, keyArn);
      return [
        key
          ? judge(key, keyArn, region)
          : {
              ok: false,
              message: createMessage('readiness.keyMissing', {
                region,
                keyArn,
                key: configKey,
              }),
              remedy: listKeys(region),
            },
      ];
    },
  };

  function judge(
    { state, usage, canEncrypt }: EncryptionKey,
    keyArn: string,
    region: string,
  ): ReadinessFinding {
    if (!canEncrypt) {
      return {
        ok: false,
        message: createMessage('readiness.keyUsage', { keyArn, usage }),
        remedy: listKeys(region),
      };
    }
    if (state !== 'Enabled') {
      const command =
        state === 'PendingDeletion' ? 'cancel-key-deletion' : 'enable-key';
      return {
        ok: false,
        message: createMessage('readiness.keyState', { keyArn, state }),
        remedy: commandRemedy(
          ...['aws', 'kms', command, '--key-id', keyArn, '--region', region],
        ),
      };
    }
    return { ok: true, message: createMessage('readiness.key', { keyArn }) };
  }
}

function listKeys(region: string): Remedy {
  return commandRemedy(
    ...['aws', 'kms', 'list-aliases', '--region', region],
    ...['--query', 'Aliases[].[AliasName,TargetKeyId]', '--output', 'table'],
  );
}
