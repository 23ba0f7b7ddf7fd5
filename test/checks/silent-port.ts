import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

export interface SilentPort {
  port: number;
  close(): Promise<void>;
}

/**
 * A port of 127.0.0.1 that answers nothing, as behind a firewall that drops packets: a thread listens and sleeps, and connections fill
 * its queue until the system lets further ones wait. Linux drops them then; other systems may refuse.
 */
export async function openSilentPort(): Promise<SilentPort> {
  const wake = new Int32Array(new SharedArrayBuffer(4));
  const listener = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
       parentPort.postMessage(server.address().port);
       Atomics.wait(workerData, 0, 0);
       process.exit();
     });`,
    { eval: true, workerData: wake },
  );
  const [port] = (await once(listener, 'message')) as [number];
  const fillers = Array.from({ length: 8 }, () => connect({ host: '127.0.0.1', port }).on('error', () => undefined));
  await Promise.race(fillers.map((filler) => once(filler, 'connect')));
  return {
    port,
    async close() {
      fillers.forEach((filler: Socket) => filler.destroy());
      Atomics.store(wake, 0, 1);
      Atomics.notify(wake, 0);
      await once(listener, 'exit');
    },
  };
}
