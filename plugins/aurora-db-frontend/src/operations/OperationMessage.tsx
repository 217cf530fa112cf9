import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import { CatalogLink } from '../catalog/CatalogLink';
import { translateMessage } from '../translation/translateMessage';
import { useTexts } from '../translation/useTexts';

/** What an operation does, with a link to the other database of a restore. */
export function OperationMessage(props: {
  message: Message;
  isRunning: boolean;
}) {
  const { message, isRunning } = props;
  const { t, language } = useTexts();
  const { code, params } = message;
  if (code === 'operation.restoredTo' && params?.target) {
    const target = String(params.target);
    return t('operation.restoredTo', {
      target: <CatalogLink entityRef={target} isAwaited={isRunning} />,
    });
  }
  if (code === 'operation.restoredFrom' && params?.source) {
    const source = String(params.source);
    return t('operation.restoredFrom', {
      source: <CatalogLink entityRef={source} />,
    });
  }
  return <>{translateMessage(message, t, language)}</>;
}
