import type { Persona } from "../../../lib/workspace.ts";

/** A company that has nothing to do with the seeded one: it sells a planning tool for school canteens. */
export const schoolMealsPersonas: Persona[] = [
  {
    id: "head_cook",
    name: "Head cook",
    description:
      "Runs the kitchen of a school and plans what is cooked, in which portions, from which deliveries.",
    examples: [
      "I'm the head cook of a primary school",
      "I run the school kitchen",
      "As a kitchen manager I plan the menus",
      "kitchen manager here",
      "Our kitchen serves 400 portions a day",
      "How do I plan menus for six weeks?",
      "menu planning with seasonal vegetables",
      "How do I scale recipes to 300 portions?",
      "recipes for large kitchens",
      "leftovers and food waste after lunch",
      "the ovens are full at eleven",
      "our kitchen staff is short this week",
      "ingredients are missing when the delivery comes",
      "allergens in our recipes",
    ],
    counterExamples: ["What should I cook for dinner tonight?", "a recipe for my birthday cake"],
  },
  {
    id: "school_principal",
    name: "School principal",
    description:
      "Leads a school and answers to parents and the district for how pupils eat and what it costs.",
    examples: [
      "I'm the principal of a secondary school",
      "As a principal I need to show parents what the children eat",
      "I lead a primary school with 500 pupils",
      "headteacher here",
      "I'm a headteacher",
      "Parents complain about the canteen",
      "participation of our pupils in school lunch",
      "subsidies per meal from the district",
      "How many pupils get free meals in our school?",
      "the queue in the canteen eats up the lunch break",
      "the school board asks what lunch costs per pupil",
    ],
    counterExamples: ["I'm a pupil and lunch is boring"],
  },
];
