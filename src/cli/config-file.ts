// The configuration file: a JSON object, every problem in it named.

import { z } from 'zod';
import { messageOf } from '../errors.ts';
import { ConfigError } from './errors.ts';

const fileSchema = z.strictObject({ database: z.string().min(1).optional(), apiUrl: z.string().min(1).optional() });

export type FileSettings = z.infer<typeof fileSchema>;

export function parseConfigFile(path: string, text: string): FileSettings {
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ConfigError(`the configuration file ${path} is not valid: ${problemsOf(cause).join('; ')}`, {
      cause,
      hint: 'it is a JSON object with the keys database and apiUrl',
    });
  }
}

function problemsOf(cause: unknown): string[] {
  if (cause instanceof z.ZodError)
    return cause.issues.map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`);
  return [messageOf(cause)];
}
