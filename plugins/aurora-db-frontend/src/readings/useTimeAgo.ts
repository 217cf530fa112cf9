import { useEffect, useState } from 'react';

const units = [
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
] as const;

/**
 * How long ago a time was, e.g. `12 seconds ago`, kept up to date.
 *
 * @param time - ISO 8601
 */
export function useTimeAgo(time: string, language: string): string {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [time]);

  // The clocks of server and browser differ: nothing was read in the future.
  const seconds = Math.max(0, Math.floor((now - Date.parse(time)) / 1_000));
  const [unit, length] = units.find(([, size]) => seconds >= size) ?? [
    'second' as const,
    1,
  ];
  return new Intl.RelativeTimeFormat(language, { style: 'short' }).format(
    -Math.floor(seconds / length),
    unit,
  );
}
