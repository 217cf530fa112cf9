/** Excel reads a file as UTF-8 only if it begins with this. */
const byteOrderMark = '\uFEFF';

/**
 * A spreadsheet reads a cell that begins with one of these as a formula. Owners and tags are texts
 * that others write. The full-width forms are those of Japanese input.
 */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/** Cells with these need quotation marks. */
const special = /[",\r\n]/;

function toCell(value: string | number | undefined): string {
  const text = String(value ?? '');
  const harmless =
    typeof value === 'string' && formulaStart.test(text) ? `'${text}` : text;
  return special.test(harmless)
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}

/** A CSV file by RFC 4180 that Excel, too, reads as UTF-8. Formulas become texts. */
export function toCsv(
  rows: readonly (readonly (string | number | undefined)[])[],
): string {
  const lines = rows.map(row => `${row.map(toCell).join(',')}\r\n`);
  return byteOrderMark + lines.join('');
}
