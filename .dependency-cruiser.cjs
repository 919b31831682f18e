/** Who may look at whom. Arrows go to the right only: app → components → lib; ai → tools, knowledge, pages → models, db → errors. */
const rule = (name, from, to, comment) => ({ name, severity: "error", from, to, comment });

module.exports = {
  forbidden: [
    rule(
      "no-circles",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
      "A circle has no top to read from.",
    ),
    rule("lib-below-app", { path: "^lib" }, { path: "^(app|components)" }, "lib knows no interface."),
    rule(
      "components-see-shapes-only",
      { path: "^components" },
      {
        path: "^lib",
        pathNot: "^lib/(client|pages|workspace|errors|ai/chat-event)",
        dependencyTypesNot: ["type-only"],
      },
      "What runs in a browser gets types, page shapes and client logic; nothing of the server.",
    ),
    rule(
      "wiring-for-app",
      { path: "^(components|lib/(?!wiring|visitor-request|linked-page))" },
      { path: "^lib/wiring" },
      "Only the app puts parts together.",
    ),
    rule(
      "models-know-no-database",
      { path: "^lib/models" },
      { path: "^lib/(db|ai|knowledge|pages|wiring)" },
      "A model is a function.",
    ),
    rule(
      "db-is-calls",
      { path: "^lib/db" },
      { path: "^lib/(?!db|env)" },
      "The door to the database knows no policy.",
    ),
    rule(
      "knowledge-below-ai",
      { path: "^lib/knowledge" },
      { path: "^lib/(ai|pages|channels|wiring)(?!/text)" },
      "Knowledge is found for the turn, not by it.",
    ),
    rule(
      "pages-below-ai",
      { path: "^lib/pages" },
      { path: "^lib/(ai|db|wiring)", dependencyTypesNot: ["type-only"] },
      "A page is a value.",
    ),
    rule(
      "one-reader-of-the-environment",
      { path: "^(app|components)" },
      { path: "^lib/(env|db)/?" },
      "Settings and database come through wiring.",
    ),
    rule(
      "scripts-are-ends",
      { path: "^(app|components|lib)" },
      { path: "^(scripts|bench|e2e|server)" },
      "Nothing imports a program.",
    ),
    rule("no-orphans-of-npm", {}, { couldNotResolve: true }, "An import that leads nowhere."),
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      mainFields: ["module", "main"],
      extensions: [".ts", ".tsx", ".js", ".css", ".json"],
      conditionNames: ["import", "node", "types", "default"],
    },
    exclude: { path: "^(\\.next|node_modules)" },
  },
};
