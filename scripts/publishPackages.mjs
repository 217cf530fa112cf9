import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';
import { runNpm } from './runNpm.mjs';

const root = dirname(import.meta.dirname);

/** What is missing before packages can be published; each is a sentence with the way out. */
export function findReleaseObstacles() {
  const { baseBranch } = JSON.parse(
    readFileSync(join(root, '.changeset/config.json'), 'utf8'),
  );
  const branch = git('branch', '--show-current');
  const changesets = readdirSync(join(root, '.changeset')).filter(file =>
    /^(?!README).*\.md$/.test(file),
  );
  return [
    ...(branch === baseBranch
      ? []
      : [`The branch is ${branch}: publish from ${baseBranch}.`]),
    ...(git('status', '--porcelain') === ''
      ? []
      : ['Files have changes that are not committed: commit or remove them.']),
    ...(changesets.length === 0
      ? []
      : [
          `${changesets.join(', ')} describe changes without a version: run "npm run changeset -- version" and commit the result.`,
        ]),
    ...(isLoggedIn() ? [] : ['npm knows no user: run "npm login".']),
  ];
}

/**
 * Publishes the archives whose version is not yet in the registry. It can be repeated after a
 * failure.
 *
 * @param {{ name: string, version: string, file: string }[]} packages
 */
export function publishPackages(packages) {
  for (const { name, version, file } of packages) {
    if (isPublished(name, version)) {
      console.log(`${name} ${version} is in the registry already`);
    } else {
      runNpm(['publish', file, '--access', 'public'], root);
      console.log(`${name} ${version} is published`);
    }
  }
}

function isPublished(name, version) {
  try {
    return runNpm(['view', `${name}@${version}`, 'version'], root) !== '';
  } catch (error) {
    if (error.message.includes('E404')) {
      return false;
    }
    throw error;
  }
}

function isLoggedIn() {
  try {
    runNpm(['whoami'], root);
    return true;
  } catch {
    return false;
  }
}

function git(...args) {
  return execaSync('git', args, { cwd: root }).stdout;
}
