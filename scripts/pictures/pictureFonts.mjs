import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const files = [
  ['Picture Sans', 400, '@fontsource/inter/files/inter-latin-400-normal.woff2'],
  ['Picture Sans', 500, '@fontsource/inter/files/inter-latin-500-normal.woff2'],
  ['Picture Sans', 600, '@fontsource/inter/files/inter-latin-600-normal.woff2'],
  ['Picture Sans', 700, '@fontsource/inter/files/inter-latin-700-normal.woff2'],
  [
    'Picture Mono',
    400,
    '@fontsource/jetbrains-mono/files/jetbrains-mono-latin-400-normal.woff2',
  ],
];

/**
 * A style sheet with its fonts, so that pictures of different machines have the same letters. The
 * fonts of an operating system differ.
 */
function styleSheet() {
  const faces = files.map(([family, weight, file]) => {
    const font = readFileSync(require.resolve(file)).toString('base64');
    return `@font-face { font-family: '${family}'; font-weight: ${weight}; src: url(data:font/woff2;base64,${font}) format('woff2'); }`;
  });
  return `${faces.join('\n')}
    * { font-family: 'Picture Sans', sans-serif !important; }
    code, code *, pre, pre *, kbd, samp { font-family: 'Picture Mono', monospace !important; }
    /* A blinking cursor would make each picture different. */
    * { caret-color: transparent !important; }`;
}

/** Gives the pages of a browser context the fonts of the pictures. */
export async function usePictureFonts(context) {
  await context.addInitScript(
    ({ css, fonts }) => {
      const add = () => {
        const style = document.createElement('style');
        style.textContent = css;
        document.documentElement.append(style);
        // A canvas does not wait for a font.
        fonts.forEach(font => document.fonts.load(font));
      };
      if (document.documentElement) {
        add();
      } else {
        document.addEventListener('readystatechange', add, { once: true });
      }
    },
    {
      css: styleSheet(),
      fonts: files.map(([family, weight]) => `${weight} 12px '${family}'`),
    },
  );
}
