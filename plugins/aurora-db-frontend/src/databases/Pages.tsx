import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { pagesTranslationRef } from './pagesTranslationRef';
import { useTexts } from '../translation/useTexts';
import styles from './Pages.module.css';

/**
 * The visible part of a long list, and the buttons that turn its pages.
 *
 * @param props - `page` counts from 0
 */
export function Pages(props: {
  page: number;
  size: number;
  total: number;
  onPageChange: (page: number) => void;
}) {
  const { page, size, total, onPageChange } = props;
  const { language } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const format = new Intl.NumberFormat(language).format;
  const isLast = (page + 1) * size >= total;
  return (
    <nav className={styles.pages} aria-label={tPage('databases.pages')}>
      <span role="status">
        <Text variant="body-small" color="secondary">
          {tPage('databases.shown', {
            from: format(Math.min(page * size + 1, total)),
            to: format(Math.min((page + 1) * size, total)),
            total: format(total),
          })}
        </Text>
      </span>
      <Button
        size="small"
        variant="secondary"
        isDisabled={page === 0}
        onPress={() => onPageChange(page - 1)}
      >
        {tPage('databases.previous')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        isDisabled={isLast}
        onPress={() => onPageChange(page + 1)}
      >
        {tPage('databases.next')}
      </Button>
    </nav>
  );
}
