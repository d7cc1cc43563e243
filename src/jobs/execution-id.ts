// Execution ids are UUIDs of version 7: they sort by time, and eight characters are enough to name one.

import { randomBytes } from 'node:crypto';

/** `now` = epoch ms. Layout: RFC 9562, section 5.7. */
export function newExecutionId(now: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function newLeaseToken(): string {
  return randomBytes(16).toString('hex');
}
