import {
  environmentNameSchema,
  healthRanges,
  logKinds,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import fc from 'fast-check';

/** Text that no identifier accepts. */
export const withInvalidCharacter = fc
  .tuple(fc.string({ unit: 'binary' }), fc.constantFrom('!', ' ', '\n', 'é'))
  .map(pieces => pieces.join(''));
/** Text that is no entity reference. */
export const wrongRef = fc.string({ unit: 'binary' }).map(text => `a!${text}`);
export const noString = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.array(fc.string()),
  fc.dictionary(fc.string(), fc.string()),
);
const noNumber = fc.oneof(
  fc.boolean(),
  fc.string({ minLength: 1 }),
  fc.array(fc.integer()),
);
const wrongText = fc.oneof(withInvalidCharacter, noString);

/** Values that each field of a deploy refuses. */
export const wrongDeploy: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  name: fc.oneof(
    wrongText,
    fc.stringMatching(/^[a-z]{1,2}$/),
    fc.stringMatching(/^[a-z]{41,60}$/),
  ),
  environment: fc.oneof(
    noString,
    fc
      .string({ minLength: 1 })
      .filter(text => !environmentNameSchema.safeParse(text).success),
  ),
  owner: wrongText,
  system: wrongText,
  minCapacity: fc.oneof(
    noNumber,
    fc.integer({ max: -1 }),
    fc.integer({ min: 257 }),
  ),
  maxCapacity: fc.oneof(
    noNumber,
    fc.integer({ max: -1 }),
    fc.integer({ min: 257 }),
  ),
  engineVersion: wrongText,
  allowInstanceReplacement: fc.oneof(fc.integer(), fc.string({ minLength: 1 })),
};
/** AWS reserves these prefixes in any case. */
const reserved = fc
  .tuple(
    fc.constantFrom('', ' '),
    fc.mixedCase(fc.constantFrom('aws:', 'rds:')),
    fc.stringMatching(/^[a-z0-9 ]{0,20}$/),
  )
  .map(pieces => pieces.join(''));
const wrongTag = fc.oneof(
  noString,
  fc.string().map(text => `${text}\n`),
  reserved,
);
/** Values that each field of a new snapshot refuses. */
export const wrongSnapshot: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  label: wrongTag,
  release: wrongTag,
  expiresInDays: fc.oneof(
    noNumber,
    fc.integer({ max: 0 }),
    fc.integer({ min: 100_000 }),
  ),
};
/** Values that each field of a restore refuses. */
export const wrongRestore: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  from: fc.oneof(
    noNumber,
    fc.record({ time: withInvalidCharacter }),
    fc.record({
      snapshotId: noNumber.filter(value => typeof value !== 'string'),
    }),
    fc.constantFrom({}, { latest: false }, { latest: true, time: 'now' }),
  ),
  name: wrongDeploy.name ?? fc.constant(''),
};

const noneOf = (texts: readonly string[]) =>
  fc.string().filter(text => !texts.includes(text));
/** Text that is no range. */
export const wrongRange = noneOf(healthRanges);
const wrongTime = fc.oneof(
  withInvalidCharacter,
  fc.constantFrom(
    '',
    '0',
    '1764518400000',
    '2026-11-25',
    '2026-11-25T08:15:00',
    '2026-02-30T00:00:00Z',
    'yesterday',
  ),
);
/** Values that each parameter of the query of a log refuses. */
export const wrongLogQuery: Readonly<Record<string, fc.Arbitrary<string>>> = {
  kind: noneOf(logKinds),
  from: wrongTime,
  to: wrongTime,
  next: fc.oneof(
    fc.constant(''),
    fc.string({ minLength: 8_001, maxLength: 8_100 }),
  ),
};
