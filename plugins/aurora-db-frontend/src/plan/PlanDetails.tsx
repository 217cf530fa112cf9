import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Plan } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Alert } from '@backstage/ui';
import type { ReactNode } from 'react';
import { entityNameOf } from '../catalog/entityNameOf';
import { translateMessage } from '../translation/translateMessage';
import { dialogsTranslationRef } from '../dialogs/dialogsTranslationRef';
import { useTexts } from '../translation/useTexts';
import { PlanDifferences } from './PlanDifferences';
import { PlannedChanges } from './PlannedChanges';
import { PreflightList } from './PreflightList';
import styles from './PlanDetails.module.css';

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function formatCost(
  { min, max, currency }: Plan['monthlyCost'],
  language: string,
): string {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    maximumFractionDigits: 0,
  }).formatRange(min, max);
}

/**
 * The plan of a deploy or a restore. It begins with what prevents it.
 *
 * @param props - `title` is the term for the database; `source` is what it is restored from;
 *   `headingLevel` is one below the heading around the plan
 */
export function PlanDetails(props: {
  plan: Plan;
  title: string;
  source?: string;
  headingLevel: 'h3' | 'h4';
}) {
  const { plan, title, source, headingLevel } = props;
  const { t, language } = useTexts();
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  const { target, config, engineVersion, warnings, differences } = plan;
  const format = new Intl.NumberFormat(language).format;
  const checks = (
    <PreflightList preflight={plan.preflight} headingLevel={headingLevel} />
  );
  const changes = <PlannedChanges plan={plan} headingLevel={headingLevel} />;
  const hasFailed = plan.preflight.some(({ ok }) => !ok);
  const isRefused = plan.changes.some(({ allowed }) => !allowed);

  return (
    <>
      {hasFailed && checks}
      {isRefused && changes}
      <dl className={styles.facts}>
        <Fact term={title}>
          <strong>{entityNameOf(target.entityRef)}</strong> (
          {target.environmentTitle ?? target.environment})
        </Fact>
        <Fact term={tDialog('plan.cluster')}>
          <code className={styles.code}>{target.clusterIdentifier}</code>
        </Fact>
        {source && <Fact term={tDialog('plan.from')}>{source}</Fact>}
        <Fact term={t('details.engine')}>
          Aurora PostgreSQL {engineVersion}
        </Fact>
        <Fact term={tDialog('plan.capacity')}>
          {t('environments.capacity', {
            min: format(config.minCapacity),
            max: format(config.maxCapacity),
          })}
        </Fact>
        <Fact term={t('details.members')}>
          {config.multiAz
            ? t('environments.multiAz')
            : t('environments.singleAz')}
        </Fact>
        <Fact term={t('details.backups')}>
          {t('backups.kept', { count: config.backupRetention })}
        </Fact>
        <Fact term={t('details.deletionProtection')}>
          {config.deletionProtection ? t('details.on') : t('details.off')}
        </Fact>
        <Fact term="Performance Insights">
          {config.performanceInsights ? t('details.on') : t('details.off')}
        </Fact>
        <Fact term={tDialog('plan.monitoring')}>
          {config.monitoringInterval === 0
            ? t('details.off')
            : tDialog('plan.monitoringInterval', {
                seconds: format(config.monitoringInterval),
              })}
        </Fact>
        <Fact term={tDialog('plan.cost')}>
          {tDialog('plan.monthly', {
            range: formatCost(plan.monthlyCost, language),
          })}
        </Fact>
      </dl>
      {warnings.length > 0 && (
        <Alert
          status="warning"
          icon
          title={tDialog('plan.warnings')}
          description={
            <ul className={styles.warnings}>
              {warnings.map(warning => (
                <li key={`${warning.code} ${warning.text}`}>
                  {translateMessage(warning, t, language)}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {differences && differences.length > 0 && (
        <PlanDifferences
          differences={differences}
          headingLevel={headingLevel}
        />
      )}
      {!hasFailed && checks}
      {!isRefused && changes}
    </>
  );
}
