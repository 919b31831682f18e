import { stem } from "./stem.ts";

/**
 * English words that people use for one and the same matter, as a thesaurus has them. They carry what
 * was learned from "price" over to "tariff", which no example may hold. Knowledge of the language and
 * of no company; a word may stand in more than one group.
 */
const GROUPS = {
  charge: `price prices pricing cost costs fee fees charge charges rate rates tariff quote quotation bill billing
    invoice invoiced subscription licence license discount rebate budget budgetary expense payment payments pay paid
    paying afford cheap cheaper cheapest expensive pricey upfront instalment refund deposit bundle package packages
    plan plans tier tiers seat seats contract renewal prepaid surcharge free trial`,
  gain: `save saves saved saving savings roi return returns payback profit profits profitable profitability benefit
    benefits value worth margin margins earn earnings gain gains recoup recover breakeven amortise uplift upside
    increase growth improve improvement reduce reduction cut cuts lower efficiency productivity revenue yield
    financially measurable quantify justify percent`,
  contrast: `vs versus compare compared comparison comparing against alternative alternatives competitor competitors
    competition rival rivals better best worse different difference differ differs differentiate instead rather
    superior inferior stronger weaker advantage advantages disadvantage disadvantages pros cons switch switching
    outperform unlike strengths weaknesses contrast benchmark replace`,
  fault: `broken break breaks crash crashes crashed fail fails failed failing failure error errors bug bugs bugged
    freeze freezes froze frozen hang hangs hung stuck wrong incorrect missing lost lose losing late delay delayed
    delays slow down outage blank corrupt corrupted duplicate duplicates rejected denied locked timeout stopped
    issue issues problem problems trouble fix repair mess chaos short shortage shortages complain complaint
    complaints dispute disputes mistake mistakes inaccurate unavailable struggling struggle suffering`,
  contact: `call calls calling phone telephone ring dial talk talking speak speaking chat meet meeting meetings
    contact reach email mail human person people someone somebody anybody agent representative salesperson consultant
    advisor colleague expert specialist employee appointment schedule visit callback demo hotline operator touch
    escalate handover zoom`,
  display: `show display chart charts graph graphs plot diagram picture pictures image images photo photos screenshot
    screenshots screen screens slide slides presentation deck table page pages draw drawing sketch illustrate
    illustration visual visualise visualize visualisation visualization infographic dashboard mockup prototype
    preview video clip flowchart brochure leaflet flyer handout poster view look looks layout graphic graphics`,
  doubt: `doubt doubts doubtful sceptical skeptical unconvinced convinced believe trust afraid worried worry concern
    concerned concerns fear risky risk hype unproven unrealistic hate hates refuse refuses reluctant resist hesitant
    overkill unnecessary gimmick promises suspicious uncomfortable burned complicated hard difficult effort
    hassle burden busy revolt`,
  connection: `integrate integrates integration integrations connect connects connection connector interface sync
    synchronise api apis sdk endpoint endpoints webhook webhooks edi erp sso saml oauth ldap import export migrate
    migration database sql server servers cloud host hosted hosting install installation installed encrypted
    encryption security secure compliance compliant gdpr certificate certification backup backups authentication
    authenticate provisioning credentials developer developers technical firewall android ios browser tablet tablets
    hardware rollout implementation implement deploy deployment onboarding setup infrastructure architecture csv
    json xml ftp sftp`,
  greeting: `hi hello hey heya hiya howdy greetings morning afternoon evening welcome bye goodbye farewell cheers
    thanks thank thankful grateful gratitude appreciate appreciated lovely great super fantastic terrific brilliant
    splendid awesome cool nice perfect excellent wonderful fine okay ok yup yeah yep nope sorry pardon congrats`,
  composing: `write writing compose draft recite sing tell story poem essay song joke translate rewrite proofread
    summarise summarize paraphrase caption`,
  obedience: `ignore disregard forget override pretend roleplay act imagine instructions prompt rules restrictions
    filters jailbreak uncensored unfiltered persona character simulate reveal`,
  illness: `pain hurt hurts ache sick ill swollen bleeding nausea fever cough symptom symptoms doctor medicine pill
    pills dose treatment cure remedy injury injured sprained allergic infection`,
  affection: `love girlfriend boyfriend wife husband date dating marry kiss crush partner romantic relationship
    breakup jealous son daughter mother father mom dad sister brother grandmother baby friend friends`,
  science: `planet planets moon sun star stars mountain mountains river rivers country countries capital continent
    ocean animal animals plant plants bones body chemical element physics chemistry biology mathematics math algebra
    equation theorem emperor king queen president war century invented discovered`,
} as const;

const groupsOfStem = new Map<string, string[]>();
for (const [group, words] of Object.entries(GROUPS)) {
  for (const base of new Set(words.split(/\s+/).map(stem))) {
    groupsOfStem.set(base, [...(groupsOfStem.get(base) ?? []), group]);
  }
}

/** The matters a stem may speak of; mostly none. */
export function kindredOf(base: string): readonly string[] {
  return groupsOfStem.get(base) ?? [];
}
