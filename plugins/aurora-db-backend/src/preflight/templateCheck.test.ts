import { templateCheck } from './templateCheck';

const check = (template: string) => templateCheck.run({ template });

describe('templateCheck', () => {
  it('takes the largest template that CloudFormation takes', async () => {
    expect(await check('x'.repeat(51_200))).toMatchObject([
      { ok: true, message: { params: { bytes: 51_200, limit: 51_200 } } },
    ]);
  });

  it('refuses one byte more', async () => {
    expect(await check('x'.repeat(51_201))).toMatchObject([
      { ok: false, message: { code: 'preflight.templateTooLarge' } },
    ]);
  });

  it('counts bytes, not characters', async () => {
    expect(await check('界'.repeat(20_000))).toMatchObject([
      { ok: false, message: { params: { bytes: 60_000 } } },
    ]);
  });
});
