import type {
  Load,
  Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Alert } from '@backstage/ui';
import { useEffect, useState } from 'react';
import { translateMessage } from '../translation/translateMessage';
import { useTexts } from '../translation/useTexts';
import { useInsightTexts } from './insightTranslationRef';
import { readableFrom } from './useLoad';

const secondInMs = 1_000;

/** Whole seconds until a time in epoch milliseconds, updated each second. */
function useSecondsUntil(time: number | undefined): number | undefined {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (time === undefined) {
      return undefined;
    }
    const timer = setInterval(() => setNow(Date.now()), secondInMs);
    return () => clearInterval(timer);
  }, [time]);
  return time === undefined
    ? undefined
    : Math.max(0, Math.ceil((time - now) / secondInMs));
}

/** The message with the seconds that are left. */
function withSeconds(message: Message, seconds: number | undefined): Message {
  return seconds === undefined
    ? message
    : {
        ...message,
        params: { ...message.params, seconds },
        text: message.text.replace(/\b\d+ s\b/, `${seconds} s`),
      };
}

function titleOf({ waits }: Load, isSoon: boolean) {
  if (isSoon) {
    return 'load.soon';
  }
  return waits.length > 0 ? 'load.older' : 'load.unavailable';
}

/** Says why there is no load, and what to do. A wait is counted down. */
export function LoadUnavailable(props: {
  load: Load;
  message: Message;
  readAt?: string;
}) {
  const { load, message, readAt } = props;
  const t = useInsightTexts();
  const { t: tMessage, language } = useTexts();
  const next = readableFrom(load, readAt);
  const seconds = useSecondsUntil(next);
  const isPassing =
    next !== undefined ||
    ['insight.noData', 'insight.noInstances'].includes(message.code);
  return (
    <Alert
      status={isPassing ? 'info' : 'warning'}
      icon
      title={t(titleOf(load, next !== undefined))}
      description={translateMessage(
        withSeconds(message, seconds),
        tMessage,
        language,
      )}
    />
  );
}
