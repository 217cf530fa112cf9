import { templateCheck } from './templateCheck';

const check = (template: string) => templateCheck.run({ template });

describe('templateCheck', () => {
  it("accepts a template of CloudFormation's maximum size", async () => {
    expect(await check('x'.repeat(51_200))).toMatchObject([
      { ok: true, message: { params: { bytes: 51_200, limit: 51_200 } } },
    ]);
  });

  it('refuses a template that is one byte larger', async () => {
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
