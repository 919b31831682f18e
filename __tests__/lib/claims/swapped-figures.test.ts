/** Figures of a source given to something else, and the same figures in other words, over the sample documents. */
import { describe, expect, test } from "@jest/globals";
import type { ClaimSource } from "../../../lib/claims/evidence.ts";
import { type Figure, figuresIn } from "../../../lib/claims/figure.ts";
import { judgeSentence } from "../../../lib/claims/judge-sentence.ts";
import { sentencesOf } from "../../../lib/knowledge/split-sentences.ts";
import { samplePassages } from "../../support/sample-passages.ts";

const passages = samplePassages();

/** Every passage of these documents: more than a turn has, so that more can be leant on. */
const from = (...titles: string[]) => passages.filter(({ title }) => titles.includes(title));

const sources = {
  prices: from("BevGenie editions and prices"),
  contract: from("Contract terms, support and service levels"),
  kegs: from("Kegs, empties and deposits"),
  example: from("Worked ROI example for 20 trucks and 12 sales reps"),
  rollout: from("Rollout plan by week"),
  stops: from(
    "Drop size, cases per stop and the cost of a small stop",
    "Route optimization for beverage delivery",
  ),
  apps: from("Mobile apps that work offline", "Security, encryption and audit log"),
  credit: from("Credit terms, payment on delivery and collections"),
  picking: from(
    "Warehouse slotting, pick paths and layer picks",
    "Pre-sell, route sales and other selling models",
  ),
  systems: from("ERP integration", "Single sign-on, provisioning and roles"),
  questions: from("Frequently asked questions about BevGenie"),
};

type Case = [keyof typeof sources, string];

const swapped: Case[] = [
  ["prices", "Pallets cost $45 each."],
  ["prices", "Professional costs $45 per delivery truck per month."],
  ["prices", "Enterprise costs $55 per truck per month."],
  ["prices", "Each warehouse costs $185 per month."],
  ["prices", "Training costs $165 per hour."],
  ["prices", "A spare truck costs $40 per month."],
  ["prices", "An additional EDI trading partner costs $300 per month."],
  ["prices", "An additional ERP connector costs $40 per month."],
  ["prices", "The pilot runs for 60 trucks at one depot."],
  ["prices", "The implementation fee for Essentials is $24,000."],
  ["prices", "The implementation fee of Professional is $9,000."],
  ["prices", "A scanner costs $120 per month."],
  ["prices", "The minimum for Enterprise is 20 trucks."],
  ["prices", "A driver's license costs $35 per month."],
  ["prices", "Support costs $4,500 for the first year."],
  ["contract", "Renewal prices may rise by at most 5%."],
  ["contract", "The credit is at most 4% of the subscription."],
  ["contract", "Card payments cost a fee of 8%."],
  ["contract", "Planned maintenance is announced 30 days ahead."],
  ["contract", "Invoices are due in 60 days."],
  ["contract", "New versions are released every two weeks."],
  ["contract", "Essentials answers within 30 minutes when deliveries stop."],
  ["contract", "Enterprise has an availability target of 99.5%."],
  ["kegs", "Pallets cost $30.00 each."],
  ["kegs", "A half barrel carries a deposit of $130.00."],
  ["kegs", "A sixth barrel weighs 160 pounds."],
  ["kegs", "A case equivalent is 15.5 gallons."],
  ["kegs", "A truck can carry 20 pallets."],
  ["example", "The example distributor spends $118,300 a year on drivers."],
  ["example", "Rent of the warehouse is $38,000 a year."],
  ["example", "Insurance of a truck costs $4,240 per month."],
  ["example", "The phones and scanners cost $18,000."],
  ["example", "Fuel costs $38.00 per hour."],
  ["example", "Shrink falls by 8% in the example."],
  ["example", "The three-year ROI is 25%."],
  ["rollout", "The finance team spends 90 hours on the project."],
  ["rollout", "The dispatcher spends 60 hours on the rollout."],
  ["rollout", "Each additional depot adds about 16 weeks."],
  ["rollout", "Training of the reps takes two hours each."],
  ["stops", "A driver's lunch takes 18 minutes."],
  ["stops", "A distributor saves $38.00 per case."],
  ["stops", "The average stop costs $550.50."],
  ["apps", "Passwords expire after 90 days."],
  ["apps", "A restore takes 72 hours."],
  ["apps", "Customers hear of an incident within 72 hours."],
  ["apps", "The app works offline for 35 days."],
  ["prices", "Professional costs $120 per delivery truck per month."],
  ["questions", "Enterprise costs $185 per truck each month."],
  ["questions", "A pilot needs about 400 hours."],
  ["questions", "Payback takes 61 months after go-live."],
  ["credit", "The average order is $3,000."],
  ["credit", "A late payment costs a fee of 25%."],
  ["credit", "Disputes are cleared within 30 days."],
  ["credit", "The rep visits an account every five days."],
  ["picking", "A forklift costs $28 per hour."],
  ["picking", "A delivery stop costs $25."],
  ["systems", "Inventory on hand is exchanged every 15 minutes."],
  ["systems", "A service account expires after 90 days."],
  ["systems", "Each key costs $300 per month."],
  ["systems", "The app allows 600 users for each company."],
  ["apps", "Hourly backup copies are kept for 35 days."],
  ["apps", "A driver's shift lasts 14 hours."],
  ["apps", "Passwords are rotated every 72 hours."],
];

const told: Case[] = [
  ["prices", "On Professional you pay $185 for each truck and $45 for each rep a month."],
  ["prices", "Essentials starts at $120 per truck every month."],
  ["prices", "Enterprise is $260 a truck and $55 a sales rep, monthly."],
  ["prices", "The one-time setup fee for Professional is $24,000."],
  ["prices", "You need at least 25 trucks for Enterprise."],
  ["prices", "Professional covers up to 3 warehouses."],
  ["prices", "Extra EDI partners are $40 each per month."],
  ["prices", "Another ERP connector adds $300 a month."],
  ["prices", "Additional project work is billed at $165 an hour."],
  ["prices", "With 20 trucks and 12 reps on Professional you would pay $4,240 a month, or $50,880 a year."],
  ["prices", "Your first year would come to $74,880 including the implementation fee."],
  ["prices", "Paying yearly in advance saves 8%."],
  ["prices", "The pilot is $4,500 for 60 days, with up to 10 trucks."],
  ["prices", "If you sign afterwards, the $4,500 is credited to the implementation fee."],
  ["prices", "For 8 trucks and 5 reps, Essentials would cost you $1,135 a month."],
  ["prices", "Five EDI trading partners come with Professional."],
  ["contract", "The first term is 12 months and needs notice 60 days before the end."],
  ["contract", "At renewal the price can go up by no more than 4%."],
  ["contract", "You can cancel within 30 days of the first go-live if acceptance tests fail."],
  ["contract", "After the contract ends your data stays readable for 60 days."],
  ["contract", "Enterprise gets a first response in 30 minutes when deliveries are stopped."],
  ["contract", "The uptime target is 99.8% for Professional."],
  ["contract", "For each half point missed, 5% of the month's subscription is credited, up to 25%."],
  ["contract", "You have 30 days to pay an invoice."],
  ["contract", "Cards work for up to $5,000."],
  ["contract", "There is a new release every four weeks."],
  ["kegs", "A full half barrel weighs about 160 pounds."],
  ["kegs", "A sixtel holds about 5.17 gallons."],
  ["kegs", "One case equivalent is 2.25 gallons."],
  ["kegs", "In the example each half barrel costs $130.00 and carries a $30.00 deposit."],
  ["kegs", "The invoice comes to $550.00 before tax."],
  ["example", "The example distributor would save $118,300 a year."],
  ["example", "It pays back in about 7.5 months after go-live."],
  ["example", "Miles driven drop by 8%, which is worth $37,400 a year."],
  ["example", "Driver hours account for $38,000 of the savings."],
  ["example", "Internal work is 400 hours at $45, so $18,000."],
  ["example", "Over three years the net benefit is $130,685, an ROI of 67%."],
  ["example", "With half the savings, payback stretches to about 61 months."],
  ["rollout", "Essentials goes live in about 6 weeks."],
  ["rollout", "Professional with one warehouse takes 12 weeks."],
  ["rollout", "Your own team should plan on about 400 hours."],
  ["rollout", "The project owner spends about 90 hours."],
  ["rollout", "Every further warehouse adds about 3 weeks."],
  ["rollout", "Nine of ten arrivals must be within 30 minutes of plan."],
  ["stops", "On average a stop costs $30.58."],
  ["stops", "With 5 cases in a stop, delivery costs $6.12 per case."],
  ["stops", "Federal rules allow 11 hours of driving within a 14-hour window."],
  ["stops", "A stop with 20 cases and 2 kegs takes 18 minutes."],
  ["apps", "The app can be used offline for up to 14 hours after signing in."],
  ["apps", "Critical patches are in place within 72 hours."],
  ["apps", "Driver positions are kept for 90 days."],
  ["apps", "A day uses about 100 megabytes with photos."],
  ["prices", "On the Professional edition, every delivery truck costs $185 monthly."],
  ["questions", "Enterprise runs $260 per truck and $55 per rep each month."],
  ["questions", "Expect a one-time implementation fee of $9,000 with Essentials."],
  ["questions", "Each additional EDI partner adds $40 a month."],
  ["questions", "You can try it with a paid pilot: 60 days, up to 10 trucks, for $4,500."],
  ["questions", "If only half of the savings come true, payback takes about 61 months."],
  ["credit", "Under federal rules, credit of more than 30 days counts as an inducement."],
  ["credit", "An account buying $3,000 a week on two-week terms needs about $6,000."],
  ["credit", "With a 25% margin, that limit becomes $7,500."],
  ["credit", "Open disputes should be cleared within five days."],
  ["picking", "At 125 cases per hour, picking 1,500,000 cases takes 12,000 hours."],
  ["picking", "Going to 150 cases an hour brings that down to 10,000 hours."],
  ["picking", "Those 2,000 hours are worth $56,000 at $28 an hour."],
  ["picking", "The golden zone gets the top 20% of items."],
  ["picking", "An order with $120 of gross profit can carry a $25 call and a $30 stop."],
  ["systems", "Inventory is updated every 5 minutes."],
  ["systems", "Accounts and credit terms sync every 15 minutes."],
  ["systems", "Further connectors are $300 per month each."],
  ["systems", "API keys allow 600 calls per minute."],
  ["systems", "Users who have not signed in for 90 days should be removed."],
  ["apps", "Daily backup copies are kept for 35 days."],
  ["apps", "You would hear about an incident within 48 hours of its confirmation."],
];

const unsupportedIn = (sentence: string, known: readonly ClaimSource[]) =>
  judgeSentence(sentence, { sources: known, said: [], names: ["BevGenie"] }).unsupported.length;

describe(`${swapped.length} figures given to something else`, () => {
  test.each(swapped)("%s: %s", (about, sentence) => {
    expect(unsupportedIn(sentence, sources[about])).toBeGreaterThan(0);
  });
});

describe(`${told.length} figures in other words`, () => {
  test.each(told)("%s: %s", (about, sentence) => {
    expect(unsupportedIn(sentence, sources[about])).toBe(0);
  });
});

/** The sentence with two neighbouring figures of one kind in each other's place. */
function exchanged(text: string): string[] {
  const figures = figuresIn(text);
  return figures.slice(1).flatMap((second, index) => {
    const first = figures[index] as Figure;
    const isAlike = first.kind !== "count" && first.kind === second.kind && first.unit === second.unit;
    if (!isAlike || first.inRange || first.values[0] === second.values[0]) return [];
    const [one, other] = [first, second].map(({ start, end }) => text.slice(start, end));
    return [
      text.slice(0, first.start) + other + text.slice(first.end, second.start) + one + text.slice(second.end),
    ];
  });
}

test("most figures that change places in a true sentence are caught, where its words are all the same", () => {
  const all = passages.flatMap((passage) =>
    sentencesOf(passage.content)
      .filter(({ kind }) => kind === "sentence")
      .flatMap(({ text }) => exchanged(text).map((sentence) => ({ sentence, passage }))),
  );
  const caught = all.filter(({ sentence, passage }) => unsupportedIn(sentence, [passage]) > 0);
  expect(all.length).toBeGreaterThan(100);
  expect(caught.length / all.length).toBeGreaterThan(0.65);
});
