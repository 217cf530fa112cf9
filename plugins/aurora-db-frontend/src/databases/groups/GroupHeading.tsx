import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiArrowRightSLine } from '@remixicon/react';
import { useId } from 'react';
import { SeverityBadge } from '../../health/SeverityBadge';
import { pagesTranslationRef } from '../pagesTranslationRef';
import type { DatabaseGroup } from './groupDatabases';
import styles from './GroupHeading.module.css';

/** The content of a group's heading: its number of databases, and how many have which problem. */
export function GroupHeading(props: {
  group: DatabaseGroup;
  title: string;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const { group, title, isOpen, onToggle } = props;
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const summary = useId();
  const problems = group.severities.filter(({ severity }) => severity !== 'ok');
  return (
    <div className={styles.heading}>
      <Button
        size="small"
        variant="tertiary"
        aria-expanded={isOpen}
        aria-describedby={summary}
        iconStart={
          <RiArrowRightSLine className={isOpen ? styles.open : undefined} />
        }
        onPress={onToggle}
      >
        {title}
      </Button>
      <span id={summary} className={styles.summary}>
        <Text variant="body-small" color="secondary">
          {tPage('databases.count', { count: group.databases.length })}
        </Text>
        {problems.map(({ severity, count }) => (
          <SeverityBadge key={severity} severity={severity} count={count} />
        ))}
        {problems.length === 0 && <SeverityBadge severity="ok" />}
      </span>
    </div>
  );
}
