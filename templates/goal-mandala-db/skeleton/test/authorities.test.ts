import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { authoritiesAddress } from '../scripts/authoritiesAddress.ts';
import { runScript } from './runScript.ts';

describe('the certificate authorities of RDS', () => {
  for (const [region, address] of [
    [
      'ap-northeast-1',
      'https://truststore.pki.rds.amazonaws.com/ap-northeast-1/ap-northeast-1-bundle.pem',
    ],
    [
      'us-gov-east-1',
      'https://truststore.pki.us-gov-west-1.rds.amazonaws.com/us-gov-east-1/us-gov-east-1-bundle.pem',
    ],
    [
      'cn-northwest-1',
      'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/cn-northwest-1/cn-northwest-1-bundle.pem',
    ],
  ] as const) {
    test(`those of ${region} are where its partition publishes them`, () => {
      assert.equal(authoritiesAddress({ AWS_REGION: region }), address);
    });
  }

  test('those of aurora-db-local are at the endpoint on this machine', () => {
    assert.equal(
      authoritiesAddress({
        AWS_REGION: 'ap-northeast-1',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:4670/',
      }),
      'http://127.0.0.1:4670/_aurora-local/ca.pem',
    );
    assert.match(
      authoritiesAddress({
        AWS_REGION: 'ap-northeast-1',
        AWS_ENDPOINT_URL: 'https://endpoint.example.com',
      }),
      /^https:\/\/truststore/,
    );
  });

  test('without a region, a sentence says what to set', () => {
    assert.throws(() => authoritiesAddress({}), /AWS_REGION is not set/);
  });

  describe('from another address', () => {
    let folder: string;
    let address: string;
    const server = createServer(async (request, response) =>
      response.end(
        request.url === '/ca.pem'
          ? await readFile('test/foreignAuthority.pem')
          : 'no certificate',
      ),
    );

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'authorities-'));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const at = server.address();
      assert(at && typeof at !== 'string');
      address = `http://127.0.0.1:${at.port}`;
    });
    after(async () => {
      server.close();
      await rm(folder, { recursive: true });
    });

    const fetchFrom = (path: string, file: string) =>
      runScript(
        'scripts/fetchAuthorities.ts',
        ...['--from', `${address}${path}`, '--to', file],
      );

    test('they are written whole', async () => {
      const file = join(folder, 'certs', 'ca.pem');
      const { code, output } = await fetchFrom('/ca.pem', file);
      assert.equal(code, 0, output);
      assert.deepEqual(
        await readFile(file),
        await readFile('test/foreignAuthority.pem'),
      );
    });

    test('a file is a source too', async () => {
      const file = join(folder, 'from-file.pem');
      const { code, output } = await runScript(
        'scripts/fetchAuthorities.ts',
        ...['--from', 'test/foreignAuthority.pem', '--to', file],
      );
      assert.equal(code, 0, output);
    });

    test('a place that cannot be reached is told in a sentence with ways out', async () => {
      for (const [from, sentence] of [
        [
          'http://127.0.0.1:1/ca.pem',
          /^http:\/\/127\.0\.0\.1:1\/ca\.pem cannot be reached \(\w.*\)\. Behind a proxy, set HTTPS_PROXY/,
        ],
        ['nowhere.pem', /^--from is nowhere\.pem: ENOENT/],
      ] as const) {
        const { code, output } = await runScript(
          'scripts/fetchAuthorities.ts',
          ...['--from', from, '--to', join(folder, 'none.pem')],
        );
        assert.equal(code, 1);
        assert.match(output, sentence);
        assert.equal(output.trim().split('\n').length, 1, output);
      }
    });

    test('an answer without a certificate is refused, and leaves the file alone', async () => {
      const file = join(folder, 'none.pem');
      const { code, output } = await fetchFrom('/', file);
      assert.equal(code, 1);
      assert.match(output, /holds no certificate/);
      await assert.rejects(readFile(file), { code: 'ENOENT' });
    });
  });
});
