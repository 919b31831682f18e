import { chmod } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { type ClientRequest, exchangeReader } from "./wire-exchanges.ts";

/**
 * Serves the one session of the embedded Postgres to many connections on a Unix socket. A connection has
 * the session to itself for a whole exchange, and for a whole transaction: were another let in between,
 * its statement would replace the one that the first has parsed and not yet run, and the first would get
 * the other's rows.
 */

/** What is needed of PGlite. */
export type Session = {
  execProtocolRawStream(bytes: Uint8Array, options: { onRawData(data: Uint8Array): void }): Promise<void>;
  isInTransaction(): boolean;
  exec(sql: string): Promise<unknown>;
};

/** Ends an exchange that its client left unfinished. */
const syncMessage = Buffer.from([0x53, 0, 0, 0, 4]);

/**
 * What a client is told when it begins. The session never sees a startup packet: one that it does not like (no user,
 * another database) would end it for everybody.
 */
const greeting = Buffer.concat([
  message("R", Buffer.from([0, 0, 0, 0])),
  ...Object.entries({
    server_version: "18.0",
    server_encoding: "UTF8",
    client_encoding: "UTF8",
    DateStyle: "ISO, MDY",
    integer_datetimes: "on",
    standard_conforming_strings: "on",
  }).map(([name, value]) => message("S", Buffer.from(`${name}\0${value}\0`))),
  message("Z", Buffer.from("I")),
]);

/** A message of the protocol: its type, its length with the length itself, its body. */
function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5, type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

export async function serveSocket({
  session,
  path,
}: {
  session: Session;
  path: string;
}): Promise<{ close(): Promise<void> }> {
  const turns = takeTurns();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    serveConnection(socket, { session, turns });
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(path, done);
  });
  // Whoever may connect is the database's owner: nobody asks for a password here.
  await chmod(path, 0o600);
  return {
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** One at a time, in the order they came. A holder keeps its turn until it gives it back. */
function takeTurns() {
  const waiting: { who: Socket; begin: () => void }[] = [];
  let holder: Socket | undefined;
  return {
    isHeldBy: (who: Socket) => holder === who,
    take(who: Socket): Promise<void> {
      if (holder === who) return Promise.resolve();
      if (!holder) {
        holder = who;
        return Promise.resolve();
      }
      return new Promise((begin) => waiting.push({ who, begin }));
    },
    give(): void {
      const next = waiting.shift();
      holder = next?.who;
      next?.begin();
    },
  };
}

type Shared = { session: Session; turns: ReturnType<typeof takeTurns> };

function serveConnection(socket: Socket, { session, turns }: Shared): void {
  const read = exchangeReader();
  let work = Promise.resolve();
  const then = (step: () => Promise<void>) => {
    // An error here is the database's own end: it ends the thread, and the process notices.
    work = work.then(step);
  };

  const run = async ({ bytes, isWhole }: Extract<ClientRequest, { type: "exchange" }>) => {
    await turns.take(socket);
    await session.execProtocolRawStream(bytes, {
      onRawData: (data) => {
        if (socket.writable) socket.write(Buffer.from(data));
      },
    });
    if (isWhole && !session.isInTransaction()) turns.give();
  };
  const leave = async () => {
    if (!turns.isHeldBy(socket)) return;
    await session.execProtocolRawStream(syncMessage, { onRawData: () => undefined });
    if (session.isInTransaction()) await session.exec("rollback");
    turns.give();
  };

  socket.setNoDelay(true);
  socket.on("data", (chunk: Buffer) => {
    for (const request of read(chunk)) {
      if (request.type === "encryption") socket.write("N");
      if (request.type === "startup") socket.write(greeting);
      if (request.type === "leave") socket.end();
      if (request.type === "exchange") then(() => run(request));
    }
  });
  // A client that went away is told apart by `close`, which follows.
  socket.on("error", () => undefined);
  socket.on("close", () => then(leave));
}
