import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A network between a browser and a server that the test can break: every connection, and all new ones until it is mended. */
export async function startBreakableNetwork(address: string) {
  const sockets = new Set<Socket>();
  let isBroken = false;
  const server = createServer((fromBrowser) => {
    if (isBroken) return void fromBrowser.destroy();
    const toServer = connect(Number(new URL(address).port), "localhost");
    for (const [one, other] of [
      [fromBrowser, toServer],
      [toServer, fromBrowser],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  function endAll() {
    for (const socket of sockets) socket.destroy();
  }
  return {
    address: `http://localhost:${port}/`,
    break() {
      isBroken = true;
      endAll();
    },
    mend() {
      isBroken = false;
    },
    async close() {
      endAll();
      server.close();
      await once(server, "close");
    },
  };
}
