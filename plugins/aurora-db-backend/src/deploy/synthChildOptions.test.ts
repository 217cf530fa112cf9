import { synthChildOptions } from './synthChildOptions';

describe('synthChildOptions', () => {
  it.each([
    [
      ['-r', '/portal/.pnp.cjs'],
      ['-r', '/portal/.pnp.cjs'],
    ],
    [
      ['--require=/portal/.pnp.cjs', '--experimental-loader', 'file:///x.mjs'],
      ['--require=/portal/.pnp.cjs', '--experimental-loader', 'file:///x.mjs'],
    ],
    [
      ['--inspect=9229', '--watch', '--import', './hook.mjs'],
      ['--import', './hook.mjs'],
    ],
    [['--max-old-space-size=4096', '--require'], []],
  ])('give a child of a process with %j the options %j', (execArgv, kept) => {
    expect(synthChildOptions('child.js', { execArgv, env: {} })).toEqual({
      execArgv: kept,
      env: {},
    });
  });

  it('give it the NODE_OPTIONS, without those for a debugger, and no other variables', () => {
    const { env } = synthChildOptions('child.js', {
      execArgv: [],
      env: {
        PATH: '/bin',
        AWS_SECRET_ACCESS_KEY: 'secret',
        NODE_OPTIONS:
          '--require "/my portal/.pnp.cjs" --inspect=127.0.0.1:9229',
      },
    });
    expect(env).toEqual({
      PATH: '/bin',
      NODE_OPTIONS: '--require "/my portal/.pnp.cjs"',
    });
  });
});
