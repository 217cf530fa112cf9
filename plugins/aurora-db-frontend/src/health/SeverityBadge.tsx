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

/**
 * A severity as shape, word and colour.
 *
 * @param props - `count`: how many have this severity
 */
export function SeverityBadge(props: { severity: Severity; count?: number }) {
  const { severity, count } = props;
  const { t, language } = useTexts();
  const name = t(`severity.${severity}`);
  return (
    <Badge icon={icons[severity]} className={styles[severity]}>
      {count === undefined
        ? name
        : `${name} ${new Intl.NumberFormat(language).format(count)}`}
    </Badge>
  );
}
