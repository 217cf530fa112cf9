import { createServer, type Server } from 'node:http';
import { ConfigReader } from '@backstage/config';
import { testEnvironment } from '../../testing/databases/testEnvironment';
import { portOf } from '../../testing/servers/portOf';
import { AwsClients } from '../AwsClients';
import { CloudFormationStacks } from './CloudFormationStacks';

/** The status and body with which the endpoint answers every call. */
let answer = { status: 200, body: '' };
/** The parameters of the calls, as the SDK sent them. */
const sent: Record<string, string>[] = [];

const refuse = (code: string, message = 'Refused') => {
  answer = {
    status: 400,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  };
};

describe('CloudFormationStacks', () => {
  let server: Server;
  let clients: AwsClients;
  let endpoint: string;

  beforeAll(async () => {
    // Jitter at its least: retries follow at once.
    jest.spyOn(Math, 'random').mockReturnValue(0);
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        const form = new URLSearchParams(Buffer.concat(chunks).toString());
        sent.push(Object.fromEntries(form));
        response
          .writeHead(answer.status, { 'content-type': 'text/xml' })
          .end(answer.body);
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    endpoint = `http://127.0.0.1:${portOf(server)}`;
    const { accountId } = testEnvironment('prod');
    clients = AwsClients.fromConfig(
      new ConfigReader({
        aws: {
          accounts: [
            {
              accountId,
              accessKeyId: accountId,
              secretAccessKey: 'not-a-secret',
            },
          ],
        },
      }),
    );
  });
  beforeEach(() => {
    sent.length = 0;
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    clients.destroy();
    await new Promise(resolve => {
      server.close(resolve);
      server.closeAllConnections();
    });
  });

  const stacks = () => new CloudFormationStacks(clients);
  const prod = () => testEnvironment('prod', { endpoint });

  describe('executing a change set', () => {
    it.each([
      ['ChangeSetNotFoundException', 'ChangeSet [x] does not exist'],
      [
        'InvalidChangeSetStatusException',
        'cannot be executed in its current status',
      ],
      ['TokenAlreadyExistsException', 'The token was used'],
      ['ValidationError', 'Stack is in UPDATE_IN_PROGRESS state'],
    ])(
      'is a conflict if another user was faster, which CloudFormation reports as %s',
      async (name, message) => {
        refuse(name, message);
        await expect(
          stacks().executeChangeSet(prod(), 'x', 'token'),
        ).rejects.toMatchObject({ name: 'ConflictError' });
      },
    );

    it('is no conflict if the template needs a capability, because waiting does not help', async () => {
      refuse('InsufficientCapabilitiesException');
      await expect(
        stacks().executeChangeSet(prod(), 'x', 'token'),
      ).rejects.toMatchObject({ name: 'Error' });
    });
  });

  describe('making a change set', () => {
    it('is refused with the quota if the quota is used up', async () => {
      refuse('LimitExceededException', 'Too many stacks');
      await expect(
        stacks().createChangeSet(prod(), {
          stackName: 'x-database',
          changeSetName: 'token',
          token: 'token',
          create: true,
          template: '{}',
          tags: {},
        }),
      ).rejects.toThrow(
        /^A quota of account .* is used up, .*: LimitExceededException: Too many stacks\. A region has/,
      );
    });
  });

  describe('an operation that this run has already started', () => {
    it.each([
      ['deleting', 'deleteStack'] as const,
      ['cancelling', 'cancelUpdate'] as const,
    ])('continues when %s is requested again', async (_, method) => {
      refuse('TokenAlreadyExistsException');
      await stacks()[method](prod(), 'x', 'token');
      refuse('OperationInProgressException');
      await expect(
        stacks()[method](prod(), 'x', 'token'),
      ).rejects.toMatchObject({
        name: 'ConflictError',
      });
    });
  });

  describe('events of a stack that AWS does not show yet', () => {
    it('are empty', async () => {
      refuse('ValidationError', 'Stack [x] does not exist');
      expect(await stacks().readEvents(prod(), 'x', () => false)).toEqual([]);
    });
  });

  describe('the role that CloudFormation assumes', () => {
    const request = {
      stackName: 'goal-mandala-prd-database',
      changeSetName: 'token',
      token: 'token',
      template: '{}',
      tags: {},
    };

    it.each([
      ['configured', 'arn:aws:iam::444444444444:role/databases'],
      ['left to AWS', undefined],
    ])(
      'is part of each call that accepts one, as %s',
      async (_, cloudFormationRoleArn) => {
        answer = {
          status: 200,
          body: '<Response><CreateChangeSetResult><Id>changeSet</Id><StackId>stack</StackId></CreateChangeSetResult></Response>',
        };
        const environment = testEnvironment('prod', {
          endpoint,
          cloudFormationRoleArn,
        });
        for (const create of [true, false]) {
          await stacks().createChangeSet(environment, { ...request, create });
        }
        await stacks().deleteStack(environment, 'stack', 'token');
        expect(
          sent.map(({ Action, ChangeSetType, RoleARN }) => [
            Action,
            ChangeSetType,
            RoleARN,
          ]),
        ).toEqual([
          ['CreateChangeSet', 'CREATE', cloudFormationRoleArn],
          ['CreateChangeSet', 'UPDATE', cloudFormationRoleArn],
          ['DeleteStack', undefined, cloudFormationRoleArn],
        ]);
      },
    );
  });
});
