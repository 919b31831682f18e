/** `npm run eval`: how well the product judges who is writing and what they want, and how well it finds the answer. */
import { printIntentEval } from "./eval/intent.ts";
import { printPersonaEval } from "./eval/persona.ts";
import { printQuestionPairsEval } from "./eval/question-pairs.ts";
import { printRetrievalEval } from "./eval/retrieval.ts";

printPersonaEval();
printIntentEval();
printQuestionPairsEval();
await printRetrievalEval();
