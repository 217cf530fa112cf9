import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(dirname(import.meta.dirname));

/**
 * The code blocks of a section of the root README, without the indentation of lists.
 *
 * @param {string} heading of the second level
 * @param {string} language of the blocks
 */
export function readmeCode(heading, language) {
  return [...sectionOf(heading).matchAll(/^( *)```(\w+)\n([^]*?)^\1```$/gm)]
    .filter(([, , blockLanguage]) => blockLanguage === language)
    .map(([, indent, , code]) =>
      code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    );
}

/** The commands of a section: the lines of its shell blocks, and inline code that starts with `yarn`. */
export function readmeCommands(heading) {
  const section = sectionOf(heading);
  return [...section.matchAll(/```sh\n([^]*?)```|`(yarn [^`]+)`/g)]
    .flatMap(([, block, inline]) => (block ?? inline).split('\n'))
    .map(line => line.replace(/ +#.*$/, '').trim())
    .filter(line => line && !line.startsWith('#'));
}

function sectionOf(heading) {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const found = readme
    .split(/^## /m)
    .find(section => section.startsWith(`${heading}\n`));
  if (!found) {
    throw new Error(`README.md has no section "${heading}"`);
  }
  return found;
}
