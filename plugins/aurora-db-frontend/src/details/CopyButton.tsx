import { ButtonIcon, Text, VisuallyHidden } from '@backstage/ui';
import { RiCheckboxCircleFill, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { useTexts } from '../translation/useTexts';

const confirmationInMs = 2_000;

/**
 * Copies a text to the clipboard and says so. If the browser refuses, e.g. on a page without HTTPS,
 * it says that.
 *
 * @param props - `what` names the text for screen readers, e.g. "Endpoint"
 */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const { t } = useTexts();
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();

  useEffect(() => {
    if (outcome !== 'copied') {
      return undefined;
    }
    const timer = setTimeout(() => setOutcome(undefined), confirmationInMs);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  };

  return (
    <>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={t('copy.label', { what })}
        icon={
          outcome === 'copied' ? <RiCheckboxCircleFill /> : <RiFileCopyLine />
        }
        onPress={copy}
      />
      <span role="status">
        {outcome === 'copied' && (
          <VisuallyHidden>{t('copy.done')}</VisuallyHidden>
        )}
        {outcome === 'failed' && (
          <Text variant="body-x-small" color="danger">
            {t('copy.failed')}
          </Text>
        )}
      </span>
    </>
  );
}
