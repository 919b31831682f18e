/** Changes a text that arrives in pieces. The pieces' cuts change nothing about what comes out in all. */
export type TextFilter = {
  /** What can be shown after this piece; the undecided end is kept for the next one. */
  read(piece: string): string;
  /** What was kept. */
  end(): string;
};
