import {
  createMessage,
  type EnvironmentSettings,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { secretsOfTemplate } from '../database/templates/secretsOfTemplate';

/**
 * Returns warnings about the credentials of an existing database if its next template handles them
 * in another way.
 *
 * @param deployed - its template as JSON
 */
export function secretWarnings(
  deployed: string,
  {
    masterPassword,
    masterSecretForFunctions,
  }: Pick<EnvironmentSettings, 'masterPassword' | 'masterSecretForFunctions'>,
): Message[] {
  const { master, isManaged, isMasterGranted } = secretsOfTemplate(deployed);
  const warnings: Message[] = [];
  if (master && masterPassword === 'managed') {
    warnings.push(
      createMessage(
        master.isKept ? 'plan.passwordManagedKept' : 'plan.passwordManaged',
      ),
    );
  }
  if (isManaged && masterPassword === 'generated') {
    warnings.push(createMessage('plan.passwordGenerated'));
  }
  if (isMasterGranted && !masterSecretForFunctions) {
    warnings.push(createMessage('plan.masterSecretRevoked'));
  }
  return warnings;
}
