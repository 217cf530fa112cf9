import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadOptions, usage } from '../../load/loadOptions.ts';

describe('the options of the load test', () => {
  test('steps are clients, or shares of the free connections, past all of them too', () => {
    const { steps } = loadOptions(['--steps', '20,50%,110%'], {});

    assert.deepEqual(steps, ['20', '50%', '110%']);
  });

  test('without any the test goes past the limit, for a minute a step', () => {
    const options = loadOptions([], {});

    assert.deepEqual(options.steps.at(-1), '110%');
    assert.equal(options.seconds, 60);
    assert.equal(options.production, false);
    assert.equal(options.limit, undefined);
  });

  test('the cluster comes from --cluster, else from DATABASE_CLUSTER_ID', () => {
    const variables = { DATABASE_CLUSTER_ID: 'of-the-environment' };

    assert.equal(loadOptions([], variables).cluster, 'of-the-environment');
    assert.equal(
      loadOptions(['--cluster', 'given'], variables).cluster,
      'given',
    );
  });

  test('the help names every option, with its default', () => {
    const listed = [...usage.matchAll(/^  --(\S+) (?:\((\S+)\))?/gm)];
    const given = listed.flatMap(([, name, standard]) =>
      standard ? [`--${name}`, standard] : [],
    );

    assert.deepEqual(
      listed.map(([, name]) => name).toSorted(),
      ['cluster', 'limit', 'report', 'secret']
        .concat(Object.keys(loadOptions([], {})))
        .filter((name, index, names) => names.indexOf(name) === index)
        .toSorted(),
    );
    assert.deepEqual(loadOptions(given, {}), loadOptions([], {}));
  });

  for (const [args, said] of [
    [
      ['--seconds', '1.5'],
      '--seconds is "1.5": use a whole number from 1 to 3600',
    ],
    [['--seconds', '0'], '--seconds is 0: use a whole number from 1 to 3600'],
    [
      ['--steps', '10%,over'],
      '--steps is "10%,over": use clients, as 20, or shares of the free connections, as 50%, with commas between them (at most 9999 or 200%)',
    ],
    [['--steps', '0'], /^Error: --steps is "0"/],
    [['--steps', '50%,201%'], /^Error: --steps is "50%,201%"/],
    [['--think-ms='], '--think-ms is "": use a whole number from 1 to 60000'],
    [['--speed', '3'], /Unknown option '--speed'/],
  ] as const) {
    test(`${args.join(' ')} is refused with what is allowed`, () => {
      assert.throws(
        () => loadOptions([...args], {}),
        typeof said === 'string' ? { message: said } : said,
      );
    });
  }
});
