/** An error whose message is meant for the person who asked. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The arguments do not fit the tool's schema; handed back to whoever wrote them (rules, model, button). */
export class ToolInputError extends Error {
  override readonly name = 'ToolInputError';
  readonly tool: string;
  constructor(tool: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.tool = tool;
  }
}
