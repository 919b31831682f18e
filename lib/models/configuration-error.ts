/** A setting that cannot be used: the start-up names the variable and the rule it breaks, and ends. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly variable: string;
  readonly rule: string;

  constructor(variable: string, rule: string) {
    super(`${variable} ${rule}`);
    this.variable = variable;
    this.rule = rule;
  }
}
