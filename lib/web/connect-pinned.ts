import { connect as connectPlain, isIP, type LookupFunction } from "node:net";
import { connect as connectSecure } from "node:tls";
import type { buildConnector } from "undici";

/**
 * Connects to these addresses and no others, whatever the name has become since they were judged; the certificate
 * and the request still name the host. An abort closes the socket, also while it connects.
 */
export function connectPinned(addresses: string[], signal: AbortSignal): buildConnector.connector {
  const answers = addresses.map((address) => ({ address, family: isIP(address) }));
  const lookup: LookupFunction = (_hostname, options, done) => {
    if (options.all) return done(null, answers);
    done(null, answers[0]?.address ?? "", answers[0]?.family);
  };
  return ({ hostname, protocol, port }, callback) => {
    const isSecure = protocol === "https:";
    const target = { host: hostname, port: Number(port || (isSecure ? 443 : 80)), lookup };
    const servername = isIP(hostname) ? undefined : hostname;
    const socket = isSecure
      ? connectSecure({ ...target, servername, ALPNProtocols: ["http/1.1"] })
      : connectPlain(target);
    const giveUp = () => socket.destroy(signal.reason);
    signal.addEventListener("abort", giveUp, { once: true });
    socket.once("close", () => signal.removeEventListener("abort", giveUp));
    const fail = (error: Error) => callback(error, null);
    socket.once("error", fail);
    socket.once(isSecure ? "secureConnect" : "connect", () => {
      socket.off("error", fail);
      callback(null, socket);
    });
  };
}
