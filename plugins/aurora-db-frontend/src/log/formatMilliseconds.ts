/** Formats a duration in milliseconds: `850 ms`, `1.25 sec`, `184.5 sec`. */
export function formatMilliseconds(
  milliseconds: number,
  language: string,
): string {
  const isShort = milliseconds < 1_000;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isShort ? 'millisecond' : 'second',
    unitDisplay: 'short',
    maximumFractionDigits: 2,
  }).format(isShort ? milliseconds : milliseconds / 1_000);
}
