import { createServices } from '../createServices';
import type { AwsService } from '../service/AwsService';
import { isLoose, listInputMembers } from '../service/listInputMembers';
import { ServiceRegistry } from '../service/ServiceRegistry';
import { FileStateStore } from '../store/FileStateStore';
import { makeStateDirectory } from '../testing/makeStateDirectory';
import { sdkInputMembers } from './testing/sdkInputMembers';

describe('the inputs of every operation', () => {
  let store: FileStateStore;
  let services: AwsService[];
  beforeAll(async () => {
    const stateDirectory = await makeStateDirectory();
    store = await FileStateStore.open(stateDirectory);
    const environment = {
      store,
      stateDirectory,
      services: new ServiceRegistry(),
      log: () => {},
    };
    ({ services } = await createServices(environment));
  });
  afterAll(() => store.close());

  it.each([
    'cloudformation',
    'ec2',
    'iam',
    'kms',
    'logs',
    'monitoring',
    'rds',
    'secretsmanager',
    'sns',
    'sts',
  ])('of %s are handled, each member by name', signingName => {
    const service = services.find(one => one.signingName === signingName);
    const problems = Object.entries(service?.operations ?? {}).flatMap(
      ([operation, { input }]) => {
        if (!input) {
          return [`${operation} has no schema`];
        }
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
  });

  it('are those of all services', () => {
    expect(services.map(({ signingName }) => signingName).sort()).toEqual([
      'cloudformation',
      'ec2',
      'iam',
      'kms',
      'logs',
      'monitoring',
      'rds',
      'secretsmanager',
      'sns',
      'sts',
    ]);
  });
});
