// Refuses every connection to a host other than loopback. All of Node's clients (fetch included) connect through net.Socket.
import { isIP, Socket } from 'node:net';

/** Where this process wanted to connect to since the list was last taken; shared by all copies of this module. */
const key = Symbol.for('riotjobs.refusedHosts');
const shared = globalThis as { [key]?: string[] };

/** The host of net's many forms of arguments; undefined for a pipe or a UNIX socket. */
function hostOf(args: readonly unknown[]): string | undefined {
  const [first, second] = args;
  if (Array.isArray(first)) return hostOf(first);
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: unknown; host?: unknown };
    return typeof path === 'string' ? undefined : String(host ?? 'localhost');
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return undefined;
  return typeof second === 'string' ? second : 'localhost';
}

function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').replace(/^::ffff:/i, '');
  if (isIP(bare) === 4) return bare.startsWith('127.');
  return bare === '::1' || bare === 'localhost';
}

function install(): string[] {
  const refused: string[] = [];
  const connect = Socket.prototype.connect;
  const guarded = function (this: Socket, ...args: unknown[]): Socket {
    const host = hostOf(args);
    if (host === undefined || isLoopback(host)) return Reflect.apply(connect, this, args);
    refused.push(host);
    const error = new Error(`a test may connect to loopback only, and this is ${host}`);
    // Like every failure to connect it comes later, when the client listens.
    setImmediate(() => this.destroy(error));
    return this;
  };
  Socket.prototype.connect = guarded as typeof connect;
  return refused;
}

shared[key] ??= install();
const refused = shared[key];

/** The refused hosts so far; the list starts anew. */
export function takeRefusedHosts(): readonly string[] {
  return refused.splice(0);
}
