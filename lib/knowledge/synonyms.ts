import { stemOf } from "./words.ts";

/**
 * Words of general business English that are asked and answered for each other, one group a line. Like
 * word-weight.ts it is about the language: a company's own terms are found in its documents.
 */
const groups = `
price prices pricing cost costs fee fees charge charges expensive cheap affordable rate rates
buy buying purchase purchasing procure acquire
sell selling sale sales
begin beginning start starting launch launching
end finish complete completion conclude
increase increasing raise raising grow growth improve boost gain
reduce reducing reduction decrease cut cutting lower lowering save saving savings shrink
fast quick quickly rapid speed faster
error errors mistake mistakes wrong incorrect inaccurate fault
problem problems issue issues trouble difficulty challenge challenges pain
client clients customer customers account accounts
worker workers employee employees staff crew crews workforce
boss manager managers supervisor supervisors
firm company companies business businesses organization
truck trucks vehicle vehicles van vans lorry fleet
delivery deliveries deliver ship shipping shipment dispatch
stock inventory stocks inventories
warehouse warehouses depot
shop shops store stores retailer retailers outlet outlets
vendor vendors supplier suppliers producer producers
product products item items goods sku skus
bill bills invoice invoices billing invoicing
pay payment payments paid paying
refund refunds credit credits reimburse reimbursement rebate rebates
discount discounts promotion promotions
contract contracts agreement agreements terms
law laws legal regulation regulations rule rules compliance
forecast forecasts forecasting predict prediction predictions
plan plans planning schedule schedules scheduling
route routes routing
area areas territory territories region regions zone zones
visit visits call calls
measure measures measuring kpi kpis metric metrics indicator indicators
profit profits margin margins earnings
return roi payback benefit benefits worth value
money cash fund funds capital
rollout implementation implement implementing onboarding deployment deploy install installation migration
training train learn teach
connect connecting connection integrate integration integrations interface interfaces sync synchronize api
secure security safe safety protection protect
login signin sso password authentication
privacy confidential gdpr
support helpdesk assistance
cancel cancellation terminate termination quit
difference differences differ compare comparison versus vs
broken damaged damage breakage
lost loss losses missing shrink
late delay delays delayed overdue
gas fuel diesel mileage
hour hours overtime
phone mobile smartphone tablet handheld
software system systems platform tool tools application app
spreadsheet spreadsheets excel
report reports reporting dashboard dashboards
data information records
old outdated legacy expired stale
owed receivable receivables outstanding unpaid
`;

const groupOf = new Map<string, string>();
for (const [index, line] of groups.trim().split("\n").entries()) {
  for (const stem of line.split(" ").map(stemOf)) {
    if (!groupOf.has(stem)) groupOf.set(stem, `~${index}`);
  }
}

/** The name of the group a word belongs to (the first where it is in two), or undefined. */
export function synonymGroupOf(stem: string): string | undefined {
  return groupOf.get(stem);
}
