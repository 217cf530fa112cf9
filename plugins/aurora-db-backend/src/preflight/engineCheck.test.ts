import { testMessage } from '../testing/faults/testMessage';
import { engineCheck } from './engineCheck';

describe('engineCheck', () => {
  it('names the chosen version', async () => {
    expect(
      await engineCheck.run({ engine: { version: '15.17' } }),
    ).toMatchObject([
      {
        ok: true,
        message: {
          code: 'preflight.engine',
          params: { engineVersion: '15.17' },
        },
      },
    ]);
  });

  it('explains why the deploy has no template', async () => {
    const problem = 'ap-northeast-1 does not create 15.9';
    const engine = { problems: [testMessage(problem)] };
    expect(await engineCheck.run({ engine })).toMatchObject([
      { ok: false, message: { code: 'preflight.refused', text: problem } },
    ]);
  });
});
