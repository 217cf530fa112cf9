import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Plan } from '@aurora-db/backstage-plugin-aurora-db-common';
import { VisuallyHidden } from '@backstage/ui';
import { RiCheckboxCircleFill, RiErrorWarningFill } from '@remixicon/react';
import { translateMessage } from '../translation/translateMessage';
import { dialogsTranslationRef } from '../dialogs/dialogsTranslationRef';
import { useTexts } from '../translation/useTexts';
import { PlanSection } from './PlanSection';
import styles from './PreflightList.module.css';

/** The checks before a deploy or a restore. Failed ones come first. */
export function PreflightList(props: {
  preflight: Plan['preflight'];
  headingLevel: 'h3' | 'h4';
}) {
  const { preflight, headingLevel } = props;
  const { t, language } = useTexts();
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  const failedFirst = [...preflight].sort(
    (a, b) => Number(a.ok) - Number(b.ok),
  );
  return (
    <PlanSection title={tDialog('plan.preflight')} headingLevel={headingLevel}>
      <ul className={styles.checks}>
        {failedFirst.map(({ check, ok, message }) => (
          <li key={`${check} ${message?.text}`} className={styles.check}>
            <span className={ok ? styles.ok : styles.notOk}>
              {ok ? (
                <RiCheckboxCircleFill aria-hidden />
              ) : (
                <RiErrorWarningFill aria-hidden />
              )}
            </span>
            <span>
              <VisuallyHidden>
                {ok ? tDialog('plan.checkOk') : tDialog('plan.checkFailed')}
              </VisuallyHidden>{' '}
              {message ? translateMessage(message, t, language) : check}
            </span>
          </li>
        ))}
      </ul>
    </PlanSection>
  );
}
