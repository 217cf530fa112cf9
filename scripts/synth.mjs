// Prints the CloudFormation template of an environment:
// npm run --silent synth -- <environment> [--name goal-mandala]
// local, dev, stg and prod have the defaults of their profiles and an invented account. Another name
// is that of an environment in app-config.
import { createRequire } from 'node:module';

createRequire(import.meta.url)('@backstage/cli/config/nodeTransform.cjs');

const [environment] = process.argv.slice(2);
const isCustom =
  /^[a-z]/.test(environment ?? '') &&
  !['local', 'dev', 'stg', 'prod'].includes(environment);
const [folder, command] = isCustom
  ? ['aurora-db-backend', './application/synthCli.ts']
  : ['aurora-db-cdk', './src/synth/synthCli.ts'];
createRequire(new URL(`../plugins/${folder}/package.json`, import.meta.url))(
  command,
);
