// yarn update-resource-types: writes the names of CloudFormation's resource types, from the table of
// aws-cdk-lib, to src/cloudformation/template/publishedResourceTypes.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const library = dirname(
  createRequire(import.meta.url).resolve('aws-cdk-lib/package.json'),
);
const classes = JSON.parse(
  readFileSync(
    join(library, 'cloudformation-include/cfn-types-2-classes.json'),
    'utf8',
  ),
);
const services = Object.groupBy(Object.keys(classes).sort(), type =>
  type.slice(0, type.lastIndexOf('::')),
);
const lines = Object.entries(services).map(([service, types]) => {
  const names = types.map(type => type.slice(service.length + 2)).join(' ');
  const line = `  '${service}': '${names}',`;
  return line.length > 80 ? line.replace("': '", "':\n    '") : line;
});
writeFileSync(
  join(
    import.meta.dirname,
    '../src/cloudformation/template/publishedResourceTypes.ts',
  ),
  `/**
 * The names of CloudFormation's resource types, by service. \`yarn update-resource-types\` writes this
 * file.
 */
export const publishedResourceTypes: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`,
);
