import { useEffect, useState } from 'react';

const units = [
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
] as const;

/**
 * Returns the age of a time, e.g. `12 seconds ago`. It is updated each second.
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

  // The clocks of server and browser may differ, so an age may be negative.
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
