interface Closable {
  close(): Promise<void>;
}

const open: Closable[] = [];

/** Something that a test opened, and that its end closes, however it ends. */
export async function kept<T extends Closable>(opening: Promise<T>): Promise<T> {
  const opened = await opening;
  open.push(opened);
  return opened;
}

export async function closeAll(): Promise<void> {
  await Promise.all(open.splice(0).map((one) => one.close()));
}
