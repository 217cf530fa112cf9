import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { listTestsWithoutServers } from './listTestsWithoutServers.mjs';

describe('tests without servers', () => {
  let listed = [];
  before(() => {
    listed = listTestsWithoutServers(join(import.meta.dirname, '..'));
  });
  const isListed = test =>
    listed.includes(`plugins/aurora-db-backend/src/${test}.test.ts`);

  for (const test of ['deploy/interruptedRuns', 'health/assessHealth']) {
    it(`include ${test}`, () => assert.ok(isListed(test)));
  }

  for (const test of [
    'deploy/deployFaults',
    'access/foreignStacks',
    'aws/cloudformation/CloudFormationStacks',
    'catalogModule',
  ]) {
    it(`do not include ${test}`, () => assert.ok(!isListed(test)));
  }
});
