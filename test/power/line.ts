import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Line {
  /** The database by way of this line. */
  url: string;
  cut(): void;
  mend(): void;
  close(): void;
}

/** A wire to the database server that can be cut. */
export async function lineTo(url: string): Promise<Line> {
  const target = new URL(url);
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => undefined).on('close', () => (open.delete(one), other.destroy()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port); // a TCP server has no other kind of address
  const cut = (): void => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  return { url: through.href, cut, mend: () => void (whole = true), close: () => (cut(), void server.close()) };
}
