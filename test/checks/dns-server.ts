import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode, type Answer } from 'dns-packet';

export interface DnsServer {
  /** `address:port` */
  address: string;
  /** Names that were asked for, in small letters. */
  asked: string[];
  close(): Promise<void>;
}

/** What a name has: A records, one CNAME, or SRV records. */
export type Zone = Record<string, { a?: string[]; cname?: string; srv?: { target: string; port: number; priority?: number }[] }>;

/** A name server on loopback that knows one zone, follows its aliases, and fails for names that begin with «broken». */
export async function startDnsServer(zone: Zone): Promise<DnsServer> {
  const asked: string[] = [];
  const server = await open((message, from) => {
    const { id, questions = [] } = decode(message);
    const { name, type } = questions[0] ?? { name: '', type: 'A' };
    asked.push(name.toLowerCase());
    const answers = answersFor(zone, name.toLowerCase(), type);
    const code = name.startsWith('broken') ? 2 : zone[name.toLowerCase()] ? 0 : 3;
    server.send(encode({ type: 'response', id: id ?? 0, flags: code, questions, answers }), from.port, from.address);
  });
  return { address: `127.0.0.1:${server.address().port}`, asked, close: () => closed(server) };
}

/** A name server that takes every question and never answers. */
export async function startSilentDnsServer(): Promise<DnsServer> {
  const asked: string[] = [];
  const server = await open((message) => asked.push(decode(message).questions?.[0]?.name ?? ''));
  return { address: `127.0.0.1:${server.address().port}`, asked, close: () => closed(server) };
}

function answersFor(zone: Zone, name: string, type: string): Answer[] {
  const { a = [], cname, srv = [] } = zone[name] ?? {};
  if (cname !== undefined) {
    const alias: Answer = { name, type: 'CNAME', ttl: 60, data: cname };
    return type === 'CNAME' ? [alias] : [alias, ...answersFor(zone, cname, type)];
  }
  if (type === 'A') return a.map((data) => ({ name, type: 'A', ttl: 60, data }));
  if (type !== 'SRV') return [];
  return srv.map(({ priority = 100, ...record }) => ({ name, type: 'SRV', ttl: 60, data: { ...record, priority, weight: 1 } }));
}

async function open(onMessage: (message: Buffer, from: RemoteInfo) => void) {
  const socket = createSocket('udp4', onMessage);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

async function closed(socket: ReturnType<typeof createSocket>): Promise<void> {
  socket.close();
  await once(socket, 'close');
}
