// The configuration file: a JSON object, every problem in it named.

import { z } from 'zod';
import { messageOf } from '../errors.ts';
import { ConfigError } from './errors.ts';

const text = z.string().min(1).optional();

const fileSchema = z.strictObject({
  database: text,
  apiUrl: text,
  /** Addresses to ping, by name of the job. */
  pingUrls: z.strictObject({ updater: text, analyzer: text }).optional(),
  /** Of jobs that have none of their own. */
  pingUrl: text,
  webhookUrl: text,
  metricsFile: text,
});

export type FileSettings = z.infer<typeof fileSchema>;

export function parseConfigFile(path: string, content: string): FileSettings {
  try {
    return fileSchema.parse(JSON.parse(content));
  } catch (cause) {
    throw new ConfigError(`the configuration file ${path} is not valid: ${problemsOf(cause).join('; ')}`, {
      cause,
      hint: `it is a JSON object that may have the keys ${Object.keys(fileSchema.shape).join(', ')}`,
    });
  }
}

function problemsOf(cause: unknown): string[] {
  if (cause instanceof z.ZodError)
    return cause.issues.map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`);
  return [messageOf(cause)];
}
