/** Who waits for whom: a visitor of a workspace, as the turn queue (lib/ai/turn-queue.ts) knows them. */
export function nameInLine({ workspaceId, visitorId }: { workspaceId: string; visitorId: string }): string {
  return `${workspaceId}:${visitorId}`;
}
