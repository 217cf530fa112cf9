import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Options of a Node child that ends when this process does, also if this process is killed. The
 * child must be detached and have a pipe as its input.
 */
export const endWithParent = [
  '--import',
  pathToFileURL(resolve(__dirname, '../../../../scripts/endWithParent.mjs'))
    .href,
];
