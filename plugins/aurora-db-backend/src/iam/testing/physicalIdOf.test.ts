import { physicalIdOf } from './physicalIdOf';

it.each([
  [
    'a-b-prd-database',
    'DatabaseClusterWriterD43085C6',
    'a-b-prd-database-DatabaseClusterWriterD43085C6-a1b2c3d4e5f6',
  ],
  [
    'goal-mandala-prd-database',
    'DatabaseClusterWriterD43085C6',
    'goal-mandala-prd-database-DatabaseClusterWriterD43-a1b2c3d4e5f6',
  ],
  [
    'application-for-payments-prd-database',
    'DatabaseClusterWriterD43085C6',
    'application-for-payments--DatabaseClusterWriterD43-a1b2c3d4e5f6',
  ],
  [
    'application-for-payments-prd-database',
    'Writer',
    'application-for-payments-prd-database-Writer-a1b2c3d4e5f6',
  ],
])('%s and %s become %s', (stack, logicalId, id) => {
  expect(physicalIdOf(stack, logicalId, 63)).toBe(id);
  expect(id.length).toBeLessThanOrEqual(63);
});
