import type { ModelMessage, TextRequest } from "./model.ts";
import { parseArguments } from "./parse-arguments.ts";

/** The messages in Ollama's words: calls have no ids, so a result names its tool. */
export function ollamaMessages(messages: ModelMessage[]): object[] {
  const names = new Map<string, string>();
  return messages.map((message) => {
    const { role, content } = message;
    if (message.role === "tool") return { role, content, tool_name: names.get(message.toolCallId) ?? "" };
    if (message.role === "user" || !message.toolCalls) return { role, content };
    const tool_calls = message.toolCalls.map(({ id, name, arguments: args }) => {
      names.set(id, name);
      return { function: { name, arguments: parseArguments(args) } };
    });
    return { role, content, tool_calls };
  });
}

/** Ollama knows no choice: without one of its own the model decides, and `none` is to offer nothing. */
export function ollamaTools({ tools, toolChoice }: TextRequest): { tools?: object[] } {
  if (!tools || tools.length === 0 || toolChoice === "none") return {};
  const offered =
    typeof toolChoice === "object" ? tools.filter(({ name }) => name === toolChoice.name) : tools;
  return {
    tools: offered.map(({ name, description, parameters }) => ({
      type: "function",
      function: { name, parameters, ...(description !== undefined && { description }) },
    })),
  };
}
