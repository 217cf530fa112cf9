import { z } from 'zod';

const expected = 'expected a security group id such as sg-0a1b2c3d';

/** Schema of the id of a security group. */
export const securityGroupIdSchema = z
  .string(expected)
  .regex(/^sg-[0-9a-f]+$/, expected);
