import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { translateMessage } from '../translation/translateMessage';
import { useTexts } from '../translation/useTexts';

/** What an operation does, with a link to the other database of a restore. */
export function OperationMessage({ message }: { message: Message }) {
  const { t, language } = useTexts();
  const { code, params } = message;
  if (code === 'operation.restoredTo' && params?.target) {
    const target = String(params.target);
    return t('operation.restoredTo', {
      target: <EntityRefLink entityRef={target} hideIcon />,
    });
  }
  if (code === 'operation.restoredFrom' && params?.source) {
    const source = String(params.source);
    return t('operation.restoredFrom', {
      source: <EntityRefLink entityRef={source} hideIcon />,
    });
  }
  return <>{translateMessage(message, t, language)}</>;
}
