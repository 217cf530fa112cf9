/** A whole percentage as every metric and message has it, e.g. `12%`. */
export function formatPercent(percent: number, language: string): string {
  const figure = new Intl.NumberFormat(language, {
    maximumFractionDigits: 0,
  }).format(percent);
  return `${figure}%`;
}
