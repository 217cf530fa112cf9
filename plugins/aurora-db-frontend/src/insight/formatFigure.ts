/**
 * A load, rate or latency in the reader's notation, with up to two decimals and four digits. A
 * value that would be rounded to 0 is shown as less than the smallest.
 */
export function formatFigure(value: number, language: string): string {
  const smallest = 0.01;
  const format = new Intl.NumberFormat(language, {
    maximumFractionDigits: 2,
    maximumSignificantDigits: 4,
    roundingPriority: 'lessPrecision',
  });
  return value > 0 && value < smallest
    ? `<${format.format(smallest)}`
    : format.format(value);
}

/** The value that {@link formatFigure} shows, which decides between singular and plural. */
export function roundFigure(value: number): number {
  return Math.round(value * 100) / 100;
}

/** A share from 0 to 1 as a percentage. A small one is shown as less than 1%. */
export function formatShare(share: number, language: string): string {
  const percent = Math.round(share * 100);
  return share > 0 && percent === 0
    ? '<1%'
    : `${new Intl.NumberFormat(language).format(percent)}%`;
}
