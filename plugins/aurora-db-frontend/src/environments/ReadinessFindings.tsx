import {
  readinessCheckNameSchema,
  type Readiness,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Text, VisuallyHidden } from '@backstage/ui';
import {
  RiCheckboxCircleFill,
  RiErrorWarningFill,
  RiQuestionFill,
} from '@remixicon/react';
import { translateMessage } from '../translation/translateMessage';
import { useTexts } from '../translation/useTexts';
import { ReadinessRemedy } from './ReadinessRemedy';
import {
  useEnvironmentTexts,
  type TranslateEnvironments,
} from './useEnvironmentTexts';
import styles from './ReadinessFindings.module.css';

type Finding = Readiness['items'][number];

const states = {
  ok: RiCheckboxCircleFill,
  failed: RiErrorWarningFill,
  unknown: RiQuestionFill,
};

/** Findings of an environment's checks, each with its state, its sentence and its way out. */
export function ReadinessFindings({ findings }: { findings: Finding[] }) {
  const t = useEnvironmentTexts();
  return (
    <ul className={styles.findings}>
      {findings.map((finding, index) => (
        <li
          key={`${finding.check} ${finding.message?.text}`}
          className={styles.finding}
        >
          <FindingState ok={finding.ok} />
          <div className={styles.content}>
            {finding.check !== findings[index - 1]?.check && (
              <Text as="p" weight="bold" className={styles.check}>
                {titleOf(finding, t)}
              </Text>
            )}
            <FindingText finding={finding} />
            {finding.remedy && <ReadinessRemedy remedy={finding.remedy} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

function FindingState({ ok }: Pick<Finding, 'ok'>) {
  const t = useEnvironmentTexts();
  const state = stateOf(ok);
  const Icon = states[state];
  return (
    <span className={styles[state]}>
      <Icon aria-hidden />
      <VisuallyHidden>{t(`environments.state.${state}`)}</VisuallyHidden>
    </span>
  );
}

function FindingText({ finding: { message } }: { finding: Finding }) {
  const { t, language } = useTexts();
  return message ? (
    <Text as="p" className={styles.text}>
      {translateMessage(message, t, language)}
    </Text>
  ) : null;
}

function stateOf(ok: Finding['ok']): keyof typeof states {
  if (ok === null) {
    return 'unknown';
  }
  return ok ? 'ok' : 'failed';
}

/** A newer backend may have checks without a title here. */
function titleOf({ check }: Finding, t: TranslateEnvironments): string {
  const known = readinessCheckNameSchema.safeParse(check);
  return known.success ? t(`environments.check.${known.data}`) : check;
}
