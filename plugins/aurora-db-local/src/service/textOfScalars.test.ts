import { z } from 'zod';
import { textOfScalars } from './textOfScalars';

const schema = z.strictObject({
  EngineVersion: z.string().optional(),
  Port: z.coerce.number().optional(),
  Tags: z
    .array(z.strictObject({ Key: z.string(), Value: z.string() }))
    .optional(),
});

describe('textOfScalars', () => {
  it('turns numbers and booleans into text where the schema wants text, at any depth', () => {
    expect(
      textOfScalars(schema, {
        EngineVersion: 15.4,
        Port: 5432,
        Tags: [
          { Key: 'a', Value: true },
          { Key: 2024, Value: 'b' },
        ],
      }),
    ).toEqual({
      EngineVersion: '15.4',
      Port: 5432,
      Tags: [
        { Key: 'a', Value: 'true' },
        { Key: '2024', Value: 'b' },
      ],
    });
  });

  it('leaves what is wrong in another way to the schema', () => {
    const input = { EngineVersion: ['15.4'], Tags: [{ Key: 'a' }], Other: 1 };

    expect(textOfScalars(schema, input)).toEqual(input);
  });
});
