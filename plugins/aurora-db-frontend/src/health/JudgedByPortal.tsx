import type { HealthReason } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Text } from '@backstage/ui';
import { translateMessage } from '../translation/translateMessage';
import { useTexts } from '../translation/useTexts';

/** The reason that names what the portal judges by its own thresholds. */
export const judgedByPortal = 'health.judgedByPortal';

/** A note about the metrics that no alarm covers. Renders nothing if there are none. */
export function JudgedByPortal({ reasons }: { reasons: HealthReason[] }) {
  const { t, language } = useTexts();
  const reason = reasons.find(({ code }) => code === judgedByPortal);
  return (
    reason && (
      <Text as="p" variant="body-small" color="secondary">
        {translateMessage(reason, t, language)}
      </Text>
    )
  );
}
