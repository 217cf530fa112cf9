import type { Severity } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Badge } from '@backstage/ui';
import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiErrorWarningFill,
  RiQuestionFill,
} from '@remixicon/react';
import { useTexts } from '../translation/useTexts';
import styles from './SeverityBadge.module.css';

// Each severity has its own shape, because some users cannot distinguish the colours.
const icons = {
  ok: <RiCheckboxCircleFill aria-hidden />,
  warning: <RiAlertFill aria-hidden />,
  critical: <RiErrorWarningFill aria-hidden />,
  unknown: <RiQuestionFill aria-hidden />,
};

/** A severity as shape, word and colour. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const { t } = useTexts();
  return (
    <Badge icon={icons[severity]} className={styles[severity]}>
      {t(`severity.${severity}`)}
    </Badge>
  );
}
