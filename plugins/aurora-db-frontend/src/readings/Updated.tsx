import { Text } from '@backstage/ui';
import { useTexts } from '../translation/useTexts';
import { useTimeAgo } from './useTimeAgo';

/** The age of the data shown. `asOf` is ISO 8601. */
export function Updated({ asOf }: { asOf: string }) {
  const { t, language } = useTexts();
  return (
    <Text variant="body-x-small" color="secondary">
      {t('card.updated', { ago: useTimeAgo(asOf, language) })}
    </Text>
  );
}
