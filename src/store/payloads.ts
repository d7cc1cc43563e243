// Riot's JSON text as it is kept: compressed, each row naming its codec.

import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Level 9: about 9 kB for a match of 70 kB. */
const LEVEL = 9;

export interface StoredPayload {
  readonly codec: string;
  readonly payload: Buffer;
}

/** Off the main thread, so that it costs no time between transactions. */
export async function packPayload(text: string): Promise<StoredPayload> {
  const payload = await compress(text, { params: { [constants.ZSTD_c_compressionLevel]: LEVEL } });
  return { codec: 'zstd', payload };
}

export async function unpackPayload({ codec, payload }: StoredPayload): Promise<string> {
  if (codec !== 'zstd') throw new Error(`unknown codec of a stored payload: ${codec}`);
  return (await decompress(payload)).toString('utf8');
}
