/**
 * Keeps the formats of each language. To make one takes longer than to use it many times, which
 * long tables do.
 */
export function cachedFormat<Format>(
  create: (language: string) => Format,
): (language: string) => Format {
  const formats = new Map<string, Format>();
  return language => {
    const format = formats.get(language) ?? create(language);
    formats.set(language, format);
    return format;
  };
}
