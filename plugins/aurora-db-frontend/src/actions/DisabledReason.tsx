import { Text, VisuallyHidden } from '@backstage/ui';
import type { Refusal } from './usePermissionRefusal';

/** Says why a button is disabled. The button refers to it by `id`. */
export function DisabledReason(props: {
  id: string;
  action: string;
  refusal?: Refusal;
}) {
  const { id, action, refusal } = props;
  if (!refusal) {
    return null;
  }
  const text = `${action}: ${refusal.reason}`;
  return refusal.isPassing ? (
    <VisuallyHidden id={id}>{text}</VisuallyHidden>
  ) : (
    <Text id={id} as="p" variant="body-x-small" color="secondary">
      {text}
    </Text>
  );
}
