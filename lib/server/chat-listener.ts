import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { POST } from "../../app/api/chat/route.ts";
import { turnOf } from "../ai/running-turns.ts";
import { writeTurn } from "./write-turn.ts";

/**
 * `POST /api/chat` as Next would serve it, without Next: its router, its request and its web stream cost a turn
 * more than the turn itself. It is the same handler; `npm run dev` leaves it to Next, for hot reload.
 */
export const chatListener = getRequestListener(
  async (request, { outgoing }) => {
    const response = await POST(request, { params: Promise.resolve({}) });
    const turn = turnOf(response);
    if (!turn) return response;
    await writeTurn(turn, response.headers, outgoing as ServerResponse);
    return RESPONSE_ALREADY_SENT;
  },
  { overrideGlobalObjects: false },
);

export function isChat({ method, url }: IncomingMessage): boolean {
  return method === "POST" && (url === "/api/chat" || url?.startsWith("/api/chat?") === true);
}
