import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Plan,
  PlannedChange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Text } from '@backstage/ui';
import { RiErrorWarningFill } from '@remixicon/react';
import { dialogsTranslationRef } from '../dialogs/dialogsTranslationRef';
import { PlanSection } from './PlanSection';
import styles from './PlannedChanges.module.css';

/** The ones that lose something come first. */
const actions = ['remove', 'replace', 'modify', 'add'] as const;

/** The same change of several resources of a type is one line. */
function ChangedResources({ changes }: { changes: PlannedChange[] }) {
  const counted = new Map<string, PlannedChange & { count: number }>();
  for (const change of changes) {
    const line = [change.type, ...change.properties].join(' ');
    const count = (counted.get(line)?.count ?? 0) + 1;
    counted.set(line, { ...change, count });
  }
  return (
    <ul className={styles.types}>
      {[...counted]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([line, { type, properties, count }]) => (
          <li key={line}>
            <code>{type}</code>
            {count > 1 && ` × ${count}`}
            {properties.length > 0 && `: ${properties.join(', ')}`}
          </li>
        ))}
    </ul>
  );
}

/** The changes of a plan, counted by action, type of resource and properties. */
export function PlannedChanges(props: {
  plan: Plan;
  headingLevel: 'h3' | 'h4';
}) {
  const { plan, headingLevel } = props;
  const { changes, preflight } = plan;
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  return (
    <PlanSection title={tDialog('plan.changes')} headingLevel={headingLevel}>
      {changes.length === 0 && (
        <Text as="p" color="secondary">
          {preflight.every(({ ok }) => ok)
            ? tDialog('plan.noChanges')
            : tDialog('plan.changesUnknown')}
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
              {tDialog(`plan.action.${action}`, { count: group.length })}
            </summary>
            <ChangedResources changes={group} />
            {refused.map(({ resource, type }) => (
              <Text key={resource} as="p" className={styles.refused}>
                <RiErrorWarningFill aria-hidden />
                {tDialog('plan.notAllowed', { resource, type })}
              </Text>
            ))}
          </details>
        );
      })}
    </PlanSection>
  );
}
