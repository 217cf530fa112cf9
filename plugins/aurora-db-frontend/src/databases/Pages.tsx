import { Button, Text } from '@backstage/ui';
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
  const { t, language } = useTexts();
  const format = new Intl.NumberFormat(language).format;
  const isLast = (page + 1) * size >= total;
  return (
    <nav className={styles.pages} aria-label={t('databases.pages')}>
      <span role="status">
        <Text variant="body-small" color="secondary">
          {t('databases.shown', {
            from: format(Math.min(page * size + 1, total)),
            to: format(Math.min((page + 1) * size, total)),
            total: format(total),
          })}
        </Text>
      </span>
      {total > size && (
        <>
          <Button
            size="small"
            variant="secondary"
            isDisabled={page === 0}
            onPress={() => onPageChange(page - 1)}
          >
            {t('databases.previous')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            isDisabled={isLast}
            onPress={() => onPageChange(page + 1)}
          >
            {t('databases.next')}
          </Button>
        </>
      )}
    </nav>
  );
}
