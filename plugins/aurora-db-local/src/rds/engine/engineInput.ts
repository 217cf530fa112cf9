import { z } from 'zod';
import { invalidValue } from '../rdsFaults';
import { engineNames } from './engineNames';

/** The name of an engine that RDS knows. */
export const engineInput = z.string().transform(name => {
  const engine = name.toLocaleLowerCase('en-US');
  if (!engineNames.includes(engine)) {
    throw invalidValue(`Unrecognized engine name: ${name}`);
  }
  return engine;
});
