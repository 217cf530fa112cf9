const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is HTML already. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Makes HTML of a template; whatever is put into it is text, unless it is HTML already. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  return new Markup(
    parts.reduce((text, part, index) => {
      const value = values[index - 1] ?? '';
      return text + markupOf(value) + part;
    }),
  );
}

function markupOf(value: string | number | Markup | readonly Markup[]): string {
  if (value instanceof Markup) {
    return value.text;
  }
  return typeof value === 'object'
    ? value.map(({ text }) => text).join('')
    : String(value).replace(/[&<>"']/g, character => escapes[character] ?? '');
}
