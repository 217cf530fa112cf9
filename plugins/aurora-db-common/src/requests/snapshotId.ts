import { z } from 'zod';
import { inputTexts } from '../inputTexts';

/**
 * Identifiers of snapshots that RDS accepts, the automated ones included. Source: RDS's API
 * reference.
 *
 * @public
 */
export const snapshotIdSchema = z
  .string()
  .max(255)
  .regex(/^[a-zA-Z][a-zA-Z0-9:-]*$/, inputTexts['input.snapshotId']);
