import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The algorithms that S3 verifies here. S3 itself has XXHASH64, XXHASH3 and XXHASH128 too. */
export const checksumAlgorithms = [
  'CRC32',
  'CRC32C',
  'CRC64NVME',
  'SHA1',
  'SHA256',
  'SHA512',
  'MD5',
] as const;
type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** The checksum of bytes in pieces, in base64 as S3 has it. */
export function checksumOf(
  algorithm: ChecksumAlgorithm,
  pieces: readonly Uint8Array[],
): string {
  switch (algorithm) {
    case 'CRC32':
      return base64Of([pieces.reduce((sum, piece) => crc32(piece, sum), 0)]);
    case 'CRC32C':
      return base64Of([crc32c(pieces)]);
    case 'CRC64NVME':
      return base64Of(crc64Nvme(pieces));
    default: {
      const hash = createHash(algorithm.toLowerCase());
      pieces.forEach(piece => hash.update(piece));
      return hash.digest('base64');
    }
  }
}

function base64Of(words: readonly number[]): string {
  const bytes = Buffer.alloc(4 * words.length);
  words.forEach((word, index) => bytes.writeUInt32BE(word >>> 0, 4 * index));
  return bytes.toString('base64');
}

/** The polynomials, with their bits reversed. */
const castagnoli = 0x82f63b78;
const nvme = { high: 0x9a6c9329, low: 0xac4bc9b5 };

let castagnoliTable: Uint32Array | undefined;
let nvmeTables: { high: Uint32Array; low: Uint32Array } | undefined;

function crc32c(pieces: readonly Uint8Array[]): number {
  castagnoliTable ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) {
      value = (value >>> 1) ^ (value & 1 ? castagnoli : 0);
    }
    return value;
  });
  let sum = -1;
  for (const piece of pieces) {
    for (const byte of piece) {
      sum = (sum >>> 8) ^ (castagnoliTable[(sum ^ byte) & 0xff] ?? 0);
    }
  }
  return ~sum;
}

/** A 64-bit sum in two words, because BigInt is many times slower. */
function crc64Nvme(pieces: readonly Uint8Array[]): [number, number] {
  nvmeTables ??= makeNvmeTables();
  const tables = nvmeTables;
  let high = -1;
  let low = -1;
  for (const piece of pieces) {
    for (const byte of piece) {
      const index = (low ^ byte) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (tables.low[index] ?? 0);
      high = (high >>> 8) ^ (tables.high[index] ?? 0);
    }
  }
  return [~high, ~low];
}

function makeNvmeTables() {
  const tables = { high: new Uint32Array(256), low: new Uint32Array(256) };
  for (let byte = 0; byte < 256; byte++) {
    let high = 0;
    let low = byte;
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = (low & 1) === 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (isOdd) {
        low ^= nvme.low;
        high ^= nvme.high;
      }
    }
    tables.high[byte] = high;
    tables.low[byte] = low;
  }
  return tables;
}
