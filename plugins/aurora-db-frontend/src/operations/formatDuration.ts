const minuteInS = 60;
const hourInS = 60 * minuteInS;

/** Formats a duration in its two largest units: `12 sec`, `3 min 5 sec`, `1 hr 20 min`. */
export function formatDuration(
  from: string,
  to: string,
  language: string,
): string {
  // The clocks of those who write the two differ.
  const seconds = Math.max(
    0,
    Math.round((Date.parse(to) - Date.parse(from)) / 1_000),
  );
  const format = (value: number, unit: 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
    }).format(value);
  if (seconds < minuteInS) {
    return format(seconds, 'second');
  }
  if (seconds < hourInS) {
    const rest = seconds % minuteInS;
    const minutes = format(Math.floor(seconds / minuteInS), 'minute');
    return rest ? `${minutes} ${format(rest, 'second')}` : minutes;
  }
  const rest = Math.floor((seconds % hourInS) / minuteInS);
  const hours = format(Math.floor(seconds / hourInS), 'hour');
  return rest ? `${hours} ${format(rest, 'minute')}` : hours;
}
