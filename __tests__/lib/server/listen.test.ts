import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, test } from "@jest/globals";
import { SettingsError } from "../../../lib/env.ts";
import { assertPortIsFree, listen } from "../../../lib/server/listen.ts";

test("a port that another program has is named, and is free again once that ends", async () => {
  const other = createServer();
  await listen(other, { PORT: 0, HOST: "127.0.0.1" });
  const { port } = other.address() as AddressInfo;
  const taken = assertPortIsFree({ PORT: port, HOST: "127.0.0.1" });
  await expect(taken).rejects.toBeInstanceOf(SettingsError);
  await expect(taken).rejects.toThrow(`${port} is taken by another program`);

  await new Promise((done) => other.close(done));
  await assertPortIsFree({ PORT: port, HOST: "127.0.0.1" });
  // Looking did not keep it.
  await assertPortIsFree({ PORT: port, HOST: "127.0.0.1" });
});
