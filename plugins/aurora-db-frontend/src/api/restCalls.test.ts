import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(__dirname, '..');

describe('the calls of the REST API', () => {
  it('are made by the client of openapi.yaml, never with a path of the frontend', () => {
    const callers = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter(file => /(?<!\.test)\.tsx?$/.test(file))
      .filter(file =>
        /getBaseUrl|\bfetch\(|api\/aurora-db/.test(
          readFileSync(join(source, file), 'utf8'),
        ),
      );
    expect(callers).toEqual([]);
  });
});
