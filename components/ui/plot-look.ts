/** How every plot of the product looks; colours are the theme's. */

/** Lines told apart by colour and by dashes, so also in print. */
export const lineLooks = [
  { stroke: "var(--accent)", strokeDasharray: undefined },
  { stroke: "var(--ink-2)", strokeDasharray: "6 4" },
  { stroke: "var(--line-2)", strokeDasharray: "2 3" },
  { stroke: "var(--ink)", strokeDasharray: "10 3 2 3" },
];

/** The words at an axis. */
export const axisTick = { fill: "var(--ink-2)", fontSize: 13 };

/** The card at the pointer. */
export const tooltipLook = {
  background: "var(--raised)",
  border: "1px solid var(--line)",
  borderRadius: "0.375rem",
  color: "var(--ink)",
  fontSize: "0.8125rem",
};
