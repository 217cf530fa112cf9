import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { resourceTypes } from '../cloudformation/resources/resourceTypes';
import { createServices } from '../createServices';
import type { AwsService } from '../service/AwsService';
import { ServiceRegistry } from '../service/ServiceRegistry';
import { FileStateStore } from '../store/FileStateStore';
import { makeStateDirectory } from '../testing/makeStateDirectory';
import { isLoose, listInputMembers } from '../service/listInputMembers';
import { inputsPage, inputsSummary } from './testing/inputTables';
import { sdkInputMembers } from './testing/sdkInputMembers';

const packageFolder = join(__dirname, '../..');
const readmePath = join(packageFolder, 'README.md');
const pagePath = join(packageFolder, 'INPUTS.md');
const summaryPart =
  /(<!-- inputs -->\n<!-- prettier-ignore -->\n)((?:\|.*\n)*)/;

const signingNames = [
  'cloudformation',
  'ec2',
  'ecr',
  'iam',
  'kms',
  'logs',
  'monitoring',
  'pi',
  'rds',
  's3',
  'secretsmanager',
  'sns',
  'ssm',
  'sts',
];

describe('the inputs of every operation', () => {
  let stateDirectory: string;
  let store: FileStateStore;
  let services: AwsService[];
  beforeAll(async () => {
    stateDirectory = await makeStateDirectory();
    store = await FileStateStore.open(stateDirectory);
    const environment = {
      store,
      stateDirectory,
      services: new ServiceRegistry(),
      log: () => {},
    };
    ({ services } = await createServices(environment));
  });
  afterAll(async () => {
    await store.close();
    await rm(stateDirectory, { recursive: true, force: true });
  });

  it.each(signingNames)(
    'of %s are handled, each member by name',
    signingName => {
      const service = services.find(one => one.signingName === signingName);
      const problems = Object.entries(service?.operations ?? {}).flatMap(
        ([operation, { input }]) => {
          const members = listInputMembers(input);
          const expected = sdkInputMembers(signingName, operation);
          const paths = new Set(members.map(({ path }) => path));
          const marked = members.flatMap(({ path, handling }) =>
            handling ? [`${path}.`] : [],
          );
          const missing = expected.filter(
            path =>
              !paths.has(path) && !marked.some(above => path.startsWith(above)),
          );
          const known = new Set(expected);
          const invented = [...paths].filter(path => !known.has(path));
          const loose = members.filter(
            ({ handling, isLoose: accepts }) => !handling && accepts,
          );
          return [
            ...(isLoose(input) ? [`${operation} accepts any member`] : []),
            ...missing.map(path => `${operation} does not handle ${path}`),
            ...invented.map(path => `${operation} has ${path}, AWS has not`),
            ...loose.map(
              ({ path }) => `${operation}: ${path} accepts any member`,
            ),
          ];
        },
      );
      expect(problems).toEqual([]);
    },
  );

  it('are those of all services', () => {
    expect(services.map(({ signingName }) => signingName).sort()).toEqual(
      signingNames,
    );
  });

  it('are in the README and in INPUTS.md: run yarn update-inputs after a change', () => {
    const types = [...resourceTypes.values()];
    const page = inputsPage(services, types);
    const summary = inputsSummary(services, types);
    const readme = readFileSync(readmePath, 'utf8');
    if (process.env.UPDATE_INPUTS) {
      writeFileSync(pagePath, page);
      writeFileSync(
        readmePath,
        readme.replace(summaryPart, (_, marker) => `${marker}${summary}`),
      );
    }
    expect(existsSync(pagePath) && readFileSync(pagePath, 'utf8')).toBe(page);
    expect(summaryPart.exec(readFileSync(readmePath, 'utf8'))?.[2]).toBe(
      summary,
    );
  });
});
