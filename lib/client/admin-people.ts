/** A person as `GET /api/admin/people/:id` tells of them. Costs are US dollars. */
export type Person = {
  id: string;
  kind: "visitor" | "caller";
  tier: string;
  energy: { available: number; dailyAllowance: number; resetsAt: string; topUp: number };
  spend: { day: number; month: number };
  firstSeenAt: string | null;
  lastSeenAt: string | null;
};
