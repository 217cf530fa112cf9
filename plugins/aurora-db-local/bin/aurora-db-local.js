#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { resolve } = require('node:path');

const source = resolve(__dirname, '../src/cli.ts');
if (existsSync(source)) {
  // In the workspace: the sources as they are.
  require('@backstage/cli/config/nodeTransform.cjs');
  require(source);
} else {
  require('../dist/cli.cjs.js');
}
