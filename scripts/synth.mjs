// Prints the CloudFormation template of an environment:
// npm run --silent synth -- <environment> [--name goal-mandala]
import { createRequire } from 'node:module';

createRequire(import.meta.url)('@backstage/cli/config/nodeTransform.cjs');
createRequire(
  new URL('../plugins/aurora-db-cdk/package.json', import.meta.url),
)('./src/synth/synthCli.ts');
