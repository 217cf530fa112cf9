// Prints the CloudFormation template of an environment: npm run --silent synth -- <environment> [--name goal-mandala]
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const cdk = createRequire(new URL('../plugins/aurora-db-cdk/package.json', import.meta.url));
  new URL('../plugins/aurora-db-cdk/package.json', import.meta.url),
);
cdk('./src/synthCli.ts');
