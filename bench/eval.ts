/** `npm run eval`: how well the product judges who is writing and what they want, on labelled messages. */
import { printIntentEval } from "./eval/intent.ts";
import { printPersonaEval } from "./eval/persona.ts";
import { printQuestionPairsEval } from "./eval/question-pairs.ts";

printPersonaEval();
printIntentEval();
printQuestionPairsEval();
