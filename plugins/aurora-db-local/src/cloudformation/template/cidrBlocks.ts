import { isIPv4 } from 'node:net';
import { validationError } from '../validationError';

/**
 * The blocks of Fn::Cidr.
 *
 * @param bits - of the part of the address that is the host's: 8 gives /24
 */
export function cidrBlocks(
  block: string,
  count: number,
  bits: number,
): string[] {
  const [address = '', prefix = ''] = block.split('/');
  const size = 2 ** bits;
  const total = 2 ** (32 - Number(prefix));
  if (!isIPv4(address) || !/^\d{1,2}$/.test(prefix) || total < 1) {
    throw validationError(
      `Template error: Fn::Cidr of ${block}: aurora-db-local divides blocks of IPv4 only, such as 10.0.0.0/16`,
    );
  }
  if (
    !Number.isInteger(count) ||
    !Number.isInteger(bits) ||
    count < 1 ||
    count > 256 ||
    bits < 1 ||
    count * size > total
  ) {
    throw validationError(
      `Template error: Fn::Cidr cannot take ${count} blocks of ${bits} bits from ${block}`,
    );
  }
  const start = address
    .split('.')
    .reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const first = start - (start % total);
  return Array.from(
    { length: count },
    (_, index) => `${toAddress(first + index * size)}/${32 - bits}`,
  );
}

function toAddress(value: number): string {
  return [24, 16, 8, 0]
    .map(shift => Math.floor(value / 2 ** shift) % 256)
    .join('.');
}
