import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEffect, useRef } from 'react';
import { dialogsTranslationRef } from '../dialogs/dialogsTranslationRef';
import { restoreSteps, type RestoreStep } from './restoreSteps';
import styles from './StepHeading.module.css';

/** The heading of a step. It takes the focus, so that a screen reader continues from it. */
export function StepHeading({ step }: { step: RestoreStep }) {
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [step]);
  return (
    <h3 ref={heading} tabIndex={-1} className={styles.heading}>
      <span className={styles.position}>
        {tDialog('restore.position', {
          number: String(restoreSteps.indexOf(step) + 1),
          total: String(restoreSteps.length),
        })}
      </span>{' '}
      {tDialog(`restore.step.${step}`)}
    </h3>
  );
}
