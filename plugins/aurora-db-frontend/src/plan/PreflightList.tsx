import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Plan } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Text, VisuallyHidden } from '@backstage/ui';
import { RiCheckboxCircleFill, RiErrorWarningFill } from '@remixicon/react';
import { useId } from 'react';
import { translateMessage } from '../translation/translateMessage';
import { dialogsTranslationRef } from '../dialogs/dialogsTranslationRef';
import { useTexts } from '../translation/useTexts';
import styles from './PreflightList.module.css';

/** What was looked at before, and whether it stands in the way. */
export function PreflightList(props: {
  preflight: Plan['preflight'];
  headingLevel: 'h3' | 'h4';
}) {
  const { preflight, headingLevel } = props;
  const { t, language } = useTexts();
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <Text id={heading} as={headingLevel} weight="bold">
        {tDialog('plan.preflight')}
      </Text>
      <ul className={styles.checks}>
        {preflight.map(({ check, ok, message }) => (
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
    </section>
  );
}
