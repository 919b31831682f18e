/** As much of a Markdown or HTML syntax tree (unist) as our two plug-ins touch. */
export type SyntaxNode = {
  type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  data?: { hName?: string; hProperties?: Record<string, unknown> };
  children?: SyntaxNode[];
  position?: { start: { offset?: number }; end: { offset?: number } };
};

/** Replaces every text node by what `replace` makes of it, except inside nodes that `skips` names. */
export function replaceTexts(
  node: SyntaxNode,
  rule: { replace: (text: SyntaxNode) => SyntaxNode[]; skips: (node: SyntaxNode) => boolean },
): void {
  node.children = node.children?.flatMap((child) => {
    // The text of a block of code has no place of its own, only its block has.
    if (child.type === "text")
      return rule.replace(child.position || !node.position ? child : { ...child, position: node.position });
    if (!rule.skips(child)) replaceTexts(child, rule);
    return [child];
  });
}
