import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embeddedUrl } from "../../lib/db/embedded.ts";
import { toConnection } from "../../lib/db/postgres.ts";

const socketName = ".s.PGSQL.5432";

/** A way to a test's database that can be cut, as when its process is killed, and mended again. */
export type BreakableDatabase = {
  /** What the application is given instead of the database's own. */
  url: string;
  /** Every connection breaks where it stands, and no new one is taken. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Connections stay and nothing comes through any more, as when the database's machine is gone. */
  hush(): void;
  close(): Promise<void>;
};

export async function breakableDatabase(behind: string): Promise<BreakableDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "bevgenie-way-"));
  const target = join(String(toConnection(behind).host), socketName);
  const sockets = new Set<Socket>();
  const relay = (from: Socket) => {
    const to = connect(target);
    for (const [socket, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  };
  const server = createServer(relay);
  const mend = () => new Promise<void>((done) => server.listen(join(folder, socketName), done));
  const cut = async () => {
    if (!server.listening) return;
    const closed = new Promise((done) => server.close(done));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await mend();
  return {
    url: embeddedUrl(folder),
    cut,
    mend,
    hush() {
      for (const socket of sockets) socket.unpipe();
    },
    async close() {
      await cut();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
