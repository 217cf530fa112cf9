import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';

/** A link or image of Markdown that has no scheme and is no anchor of the same page. */
export const relativeLinks = /(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)\s]+)\)/g;

/**
 * The README that npm delivers: links to files that the package doesn't contain lead to the
 * repository.
 *
 * @param {string} text
 * @param {string} folder of the published files
 * @param {{ repository: { url: string, directory: string } }} manifest
 */
export function publishedReadme(text, folder, { repository }) {
  const page = repository.url.replace(/^git\+|\.git$/g, '');
  return text.replace(relativeLinks, (link, image, label, target) => {
    const [path] = target.split('#');
    if (!path.startsWith('..') && existsSync(join(folder, path))) {
      return link;
    }
    const view = image ? 'raw' : 'blob';
    return `${image}[${label}](${page}/${view}/HEAD/${posix.join(repository.directory, target)})`;
  });
}
