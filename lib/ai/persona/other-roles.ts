import type { Clause } from "./clauses.ts";
import { clauseText } from "./clauses.ts";
import { anyOf } from "./cue.ts";
import type { Word } from "./tokenise.ts";

/** What people are, in general. A role that a workspace's own persona names is never taken for one of these. */
const roles = `(?:${anyOf(`
  student pupil undergraduate postgraduate freshman teacher professor lecturer researcher scholar academic librarian
  journalist reporter writer author blogger novelist editor columnist podcaster youtuber influencer bartender barman
  barmaid barkeeper waiter waitress sommelier chef cook barista butler consumer customer shopper drinker patron guest
  fan hobbyist homebrewer collector connoisseur investor banker trader consultant lawyer attorney solicitor paralegal
  accountant auditor doctor physician surgeon nurse dentist pharmacist vet veterinarian therapist psychologist retiree
  pensioner intern trainee apprentice recruiter headhunter candidate applicant jobseeker musician singer drummer artist
  painter photographer actor actress comedian poet dancer designer farmer gardener baker butcher hairdresser barber
  tailor plumber electrician mechanic carpenter builder roofer pilot sailor soldier veteran policeman firefighter
  paramedic realtor landlord tenant tourist traveller traveler mother mom mum father dad parent grandmother grandfather
  housewife teenager kid child volunteer athlete runner cyclist gamer player priest pastor politician senator mayor
  receptionist secretary newbie beginner robot bot competitor scientist biologist chemist physicist historian translator
  interpreter nanny babysitter cleaner janitor cashier clerk temp freelancer comedian magician model bystander nobody
  vendor supplier manufacturer dealer provider reseller
  winemaker brewer distiller vintner lobbyist inspector regulator salesman salesperson`)})`;

/** Places one may own or work at that are a business of their own. */
const places = `(?:${anyOf(`
  restaurant bar pub hotel bakery cafe bistro diner tavern nightclub club shop store salon gym school university
  college church hospital clinic bank magazine newspaper museum library farm vineyard winery brewery distillery
  kindergarten nonprofit charity studio gallery theatre theater airline taxi barbershop supermarket agency retailer grocer grocery startup fund law pizza bookshop bookstore deli pizzeria`)})`;

const aPlace = new RegExp(`^${places}s?$`);

/** Parts of a company, and trades. */
const fields = `(?:${anyOf(`
  hr marketing finance legal payroll pr accounting accounts fashion construction healthcare education advertising
  journalism academia politics banking insurance tourism hospitality agriculture media entertainment retail`)}|human resources|real estate|customer (?:service|support)|public relations)`;

const inBetween = "(?:\\w+ ){0,3}?";
const softly = "(?:(?:just|only|really|actually|simply|currently|also|still|merely|basically) )*";
const article = `${softly}(?:an?|the|your|some|one|two|with an?|with the|at an?|here as an?) `;

const patterns: readonly RegExp[] = [
  new RegExp(`\\b(?:i am|we are|speaking as|i work as|my job is) ${article}${inBetween}(${roles})s?\\b`, "g"),
  new RegExp(`\\b(?:i am|we are) ${softly}(${roles})s?\\b`, "g"),
  new RegExp(
    `^(?:hi |hello |hey )?(?:just |only |merely |simply )*an? ${inBetween}(${roles})(?: here)?\\b`,
    "g",
  ),
  new RegExp(`\\bas an? ${inBetween}(${roles})\\b`, "g"),
  new RegExp(
    `\\b(?:i|we) (?:\\w+ )?(?:own|run|have|work at|work in|work for|manage|opened) (?:an?|my|our|the|two|three|some) ${inBetween}(${places})s?\\b`,
    "g",
  ),
  new RegExp(`\\b(?:i am|we are) ${article}${inBetween}(?!shop|store)(${places})\\b`, "g"),
  new RegExp(
    `\\b(?:i am|we are) ${article}(?:\\w+ )?(?:${anyOf("coffee wine liquor bottle book flower bike pet gift repair barber sandwich beer convenience grocery clothing shoe hardware corner")}) (?:shop|store)\\b()`,
    "g",
  ),
  /\b(?:i|we) (?:\w+ )?(?:teach|study|studying|sell (?!beer|wine|spirits)\w+ (?:\w+ )?to)\b()/g,
  new RegExp(`\\b(?:i am|i work|we are|we work) (?:just |only )?in (?:the )?(${fields})\\b`, "g"),
  new RegExp(`\\bi (?:do|handle) (${fields})\\b`, "g"),
  /\b(?:my|our) (?:thesis|homework|dissertation|essay|assignment|novel|professor|school project|term paper)\b()/g,
  /\b(?:i am|we are) (?:\w+ )?(?:writing|researching|studying|retired|unemployed|hiring|just curious|only curious)\b()/g,
];

/** "I'm a shop owner": what is owned or run says more than the title. */
const keeper = new RegExp(
  `\\b(?:i am|as) ${article}(?:\\w+ )?(${places}) (?:owner|manager|operator|buyer|keeper|employee|worker)\\b`,
);

/**
 * Does the visitor say that they are somebody else altogether, such as a student or the owner of a
 * restaurant? `isTitle` knows what the workspace's own personas are called, and `isTelling` their words.
 */
export function claimsOtherRole(
  clause: Clause,
  { isTitle, isTelling }: { isTitle: (word: Word) => boolean; isTelling: (word: Word) => boolean },
): boolean {
  const { text, starts } = clauseText(clause.words);
  if (/\b(?:am|are) (?:\w+ )?(?:not|no|never|neither)\b/.test(text)) return false;
  if (
    /\b(?:thinks?|thought|assumes?|assumed|says?|said|believes?|calls?) (?:\w+ )?(?:i|we) (?:am|are)\b/.test(
      text,
    )
  )
    return false;
  const kept = keeper.exec(text)?.[1];
  const keeps = clause.words.find((word) => word.form === kept);
  if (keeps && !isTelling(keeps)) return true;
  return patterns.some((pattern) =>
    [...text.matchAll(pattern)].some((match) => {
      const end = match.index + match[0].length;
      const said = clause.words.filter(
        (_, index) => (starts[index] ?? 0) >= match.index && (starts[index] ?? 0) < end,
      );
      const next = clause.words.find((_, index) => (starts[index] ?? 0) > end - 1);
      const isOwnPlace = said.some((word) => aPlace.test(word.form) && isTelling(word));
      return !said.some(isTitle) && !isOwnPlace && !(next && isTelling(next));
    }),
  );
}
