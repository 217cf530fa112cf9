import type {
  Plan,
  PlannedChange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Text } from '@backstage/ui';
import { useId } from 'react';
import { useTexts } from '../translation/useTexts';
import styles from './PlannedChanges.module.css';

/** The ones that lose something come first. */
const actions = ['remove', 'replace', 'modify', 'add'] as const;

function countByType(changes: readonly PlannedChange[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { type } of changes) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}

/** What becomes of each type of resource, or of which properties of each resource. */
function ChangedResources({ changes }: { changes: PlannedChange[] }) {
  const detailed = changes.filter(({ properties }) => properties.length > 0);
  const others = changes.filter(({ properties }) => properties.length === 0);
  return (
    <ul className={styles.types}>
      {detailed.map(({ resource, type, properties }) => (
        <li key={resource}>
          <code>{type}</code>: {properties.join(', ')}
        </li>
      ))}
      {countByType(others).map(([type, count]) => (
        <li key={type}>
          <code>{type}</code>
          {count > 1 && ` × ${count}`}
        </li>
      ))}
    </ul>
  );
}

/** The changes of a plan, counted by what is done to which type of resource. */
export function PlannedChanges({ plan }: { plan: Plan }) {
  const { changes, preflight } = plan;
  const { t } = useTexts();
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <Text id={heading} as="h4" weight="bold">
        {t('plan.changes')}
      </Text>
      {changes.length === 0 && (
        <Text as="p" color="secondary">
          {preflight.every(({ ok }) => ok)
            ? t('plan.noChanges')
            : t('plan.changesUnknown')}
        </Text>
      )}
      {actions.map(action => {
        const group = changes.filter(change => change.action === action);
        const refused = group.filter(({ allowed }) => !allowed);
        if (group.length === 0) {
          return null;
        }
        return (
          <details
            key={action}
            className={styles.group}
            open={action !== 'add' || refused.length > 0}
          >
            <summary className={styles.summary}>
              {t(`plan.action.${action}`, { count: group.length })}
            </summary>
            <ChangedResources changes={group} />
            {refused.map(({ resource, type }) => (
              <Text key={resource} as="p" color="danger">
                {t('plan.notAllowed', { resource, type })}
              </Text>
            ))}
          </details>
        );
      })}
    </section>
  );
}
