import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  environmentDefaults,
  type SynthRequestInput,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { z } from 'zod';
import {
  DefaultTemplateSynthesizer,
  type SynthesizerOptions,
} from './DefaultTemplateSynthesizer';

const request: SynthRequestInput = {
  name: 'goal-mandala',
  environment: 'dev',
  accountId: '222222222222',
  region: 'ap-northeast-1',
  network: {
    vpcId: 'vpc-0a0b0c0d0e0f00001',
    privateSubnets: [
      {
        id: 'subnet-0a0b0c0d0e0f0001a',
        availabilityZone: 'ap-northeast-1a',
      },
      {
        id: 'subnet-0a0b0c0d0e0f0001c',
        availabilityZone: 'ap-northeast-1c',
      },
    ],
    lambdaSecurityGroupId: 'sg-0a0b0c0d0e0f00001',
  },
  config: environmentDefaults.dev,
  engineVersion: '15.17',
  owner: 'group:default/guests',
  protect: false,
};
const templateSchema = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string() })),
});

const made: DefaultTemplateSynthesizer[] = [];
function create(options?: SynthesizerOptions): DefaultTemplateSynthesizer {
  const synthesizer = new DefaultTemplateSynthesizer(options);
  made.push(synthesizer);
  return synthesizer;
}
afterEach(() => made.splice(0).forEach(synthesizer => synthesizer.stop()));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('DefaultTemplateSynthesizer', () => {
  it('makes the template of a database in a warm child that exits when idle', async () => {
    const synthesizer = create({ idleMs: 300 });
    expect(synthesizer.childPid).toBeUndefined();
    const first = await synthesizer.synthesize(request);
    const pid = synthesizer.childPid ?? 0;
    const second = await synthesizer.synthesize(request);
    expect(synthesizer.childPid).toBe(pid);
    expect(second).toBe(first);
    const types = Object.values(
      templateSchema.parse(JSON.parse(first)).Resources,
    ).map(({ Type }) => Type);
    expect(types).toContain('AWS::RDS::DBCluster');
    await until(() => !isAlive(pid));
    expect(synthesizer.childPid).toBeUndefined();
  }, 180_000);

  it('explains what is wrong with a request', async () => {
    await expect(
      create().synthesize({ ...request, engineVersion: '15' }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(
        'expected an exact engine version such as 15.17',
      ),
    });
  }, 180_000);
});

describe('DefaultTemplateSynthesizer with its own child', () => {
  const directory = createMockDirectory();

  /** A child that does what `body` says with each message. */
  function childThat(body: string): string {
    const file = join(directory.path, `child-${made.length}.js`);
    writeFileSync(
      file,
      `process.on('message', ({ id, request }) => { ${body} });`,
    );
    return file;
  }

  it('answers requests one by one in the order of arrival', async () => {
    const synthesizer = create({
      entry: childThat(
        `globalThis.running = (globalThis.running ?? 0) + 1;
         const at = globalThis.running;
         setTimeout(() => { globalThis.running -= 1; process.send({ id, template: request.name + at }); }, 20);`,
      ),
    });
    const done: string[] = [];
    await Promise.all(
      ['aaa', 'bbb', 'ccc'].map(async name => {
        done.push(await synthesizer.synthesize({ ...request, name }));
      }),
    );
    expect(done).toEqual(['aaa1', 'bbb1', 'ccc1']);
  });

  it('repeats a request after its child died', async () => {
    const marker = join(directory.path, 'died-once');
    const synthesizer = create({
      entry: childThat(
        `const fs = require('node:fs');
         if (fs.existsSync(${JSON.stringify(marker)})) { process.send({ id, template: 'second' }); }
         else { fs.writeFileSync(${JSON.stringify(marker)}, ''); process.exit(3); }`,
      ),
    });
    expect(await synthesizer.synthesize(request)).toBe('second');
  });

  it('reports how the child ended if it dies twice, and serves the next request', async () => {
    const synthesizer = create({
      entry: childThat(
        `if (request.name !== 'fatal') { process.send({ id, template: 'fine' }); }
         else { console.error('heap out of memory'); process.kill(process.pid, 'SIGKILL'); }`,
      ),
    });
    await expect(
      synthesizer.synthesize({ ...request, name: 'fatal' }),
    ).rejects.toThrow(/ended unexpectedly \(SIGKILL: heap out of memory\)/);
    expect(await synthesizer.synthesize(request)).toBe('fine');
  });

  it('stops a synthesis that takes too long', async () => {
    const synthesizer = create({ entry: childThat(''), timeoutMs: 100 });
    await expect(synthesizer.synthesize(request)).rejects.toThrow(
      'The synthesis took longer than 0.1 s and was cancelled',
    );
    expect(synthesizer.childPid).toBeUndefined();
  });

  it('refuses requests beyond the size of its queue', async () => {
    const synthesizer = create({ entry: childThat(''), queueLimit: 1 });
    const waiting = [1, 2].map(() => synthesizer.synthesize(request));
    await expect(synthesizer.synthesize(request)).rejects.toThrow(
      '1 templates are already waiting',
    );
    synthesizer.stop();
    await Promise.all(
      waiting.map(promise => expect(promise).rejects.toThrow()),
    );
  });

  describe('with several users at once', () => {
    const entry = () =>
      childThat(
        `setImmediate(() => process.send({ id, template: request.name }));`,
      );

    it('gives each requester a turn: no requester waits for all the requests of another', async () => {
      const synthesizer = create({ entry: entry(), requesterLimit: 50 });
      const done: string[] = [];
      const ask = (requester: string, name: string) =>
        synthesizer
          .synthesize({ ...request, name }, { requester })
          .then(template => void done.push(template));
      const greedy = Array.from({ length: 50 }, (_, index) =>
        ask('user:default/ann', `ann-${index}`),
      );
      await Promise.all([
        ...greedy,
        ask('user:default/ben', 'ben'),
        ask('user:default/cho', 'cho'),
      ]);
      // The first was in work when the others came.
      expect(done.slice(0, 4)).toEqual(['ann-0', 'ann-1', 'ben', 'cho']);
    });

    it("refuses a requester's requests beyond the limit, and accepts those of others", async () => {
      const synthesizer = create({ entry: entry(), requesterLimit: 2 });
      const ask = (requester: string) =>
        synthesizer.synthesize(request, { requester });
      // One is in work, two wait.
      const waiting = [1, 2, 3].map(() => ask('user:default/ann'));
      await expect(ask('user:default/ann')).rejects.toMatchObject({
        name: 'ConflictError',
        message:
          '2 of your templates are already waiting to be synthesized. Wait until some are done, and try again',
      });
      expect(await ask('user:default/ben')).toBe('goal-mandala');
      await Promise.all(waiting);
      expect(await ask('user:default/ann')).toBe('goal-mandala');
    });
  });

  it('removes a waiting request that is aborted', async () => {
    const synthesizer = create({
      entry: childThat(
        `setTimeout(() => process.send({ id, template: request.name }), 100);`,
      ),
    });
    const controller = new AbortController();
    const first = synthesizer.synthesize(request);
    const second = synthesizer.synthesize(
      { ...request, name: 'aborted' },
      { signal: controller.signal },
    );
    controller.abort(new Error('cancelled by the user'));
    await expect(second).rejects.toThrow('cancelled by the user');
    expect(await first).toBe('goal-mandala');
  });

  it('finds modules as the backend does', async () => {
    const hook = join(directory.path, 'hook.js');
    writeFileSync(hook, `globalThis.hooked = 'by the hook';`);
    const { NODE_OPTIONS } = process.env;
    process.env.NODE_OPTIONS = `--require ${hook}`;
    try {
      const synthesizer = create({
        entry: childThat(`process.send({ id, template: globalThis.hooked });`),
      });
      await expect(synthesizer.synthesize(request)).resolves.toBe(
        'by the hook',
      );
    } finally {
      if (NODE_OPTIONS === undefined) {
        delete process.env.NODE_OPTIONS;
      } else {
        process.env.NODE_OPTIONS = NODE_OPTIONS;
      }
    }
  });

  it("hides the backend's environment from the child", async () => {
    process.env.AURORA_DB_TEST_SECRET = 'hunter2';
    try {
      const synthesizer = create({
        entry: childThat(
          `process.send({ id, template: Object.keys(process.env).join() });`,
        ),
      });
      const names = (await synthesizer.synthesize(request)).split(',');
      expect(names).toContain('PATH');
      expect(names).not.toContain('AURORA_DB_TEST_SECRET');
    } finally {
      delete process.env.AURORA_DB_TEST_SECRET;
    }
  });
});
