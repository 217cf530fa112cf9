import { ButtonIcon } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { useTracking } from '../analytics/useTracking';

/**
 * Reads again at once.
 *
 * @param props - `of` names what is read, for analytics
 */
export function RefreshButton(props: {
  label: string;
  of: 'health' | 'load' | 'log' | 'snapshots' | 'operations' | 'databases';
  isDisabled: boolean;
  onPress: () => void;
}) {
  const { label, of, isDisabled, onPress } = props;
  const track = useTracking();
  return (
    <ButtonIcon
      size="small"
      variant="tertiary"
      aria-label={label}
      icon={<RiRefreshLine />}
      isDisabled={isDisabled}
      onPress={() => {
        track('refresh', of);
        onPress();
      }}
    />
  );
}
