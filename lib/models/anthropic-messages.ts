import type {
  MessageCreateParamsStreaming,
  MessageParam,
  ToolChoice as WireToolChoice,
} from "@anthropic-ai/sdk/resources/messages";
import type { ModelMessage, TextRequest, ToolCall, ToolChoice } from "./model.ts";
import { parseArguments } from "./parse-arguments.ts";

/** The messages in the words of the Messages API, where the results of all calls of a message are one answer of the user's. */
export function anthropicMessages(messages: ModelMessage[]): MessageParam[] {
  const wire: MessageParam[] = [];
  for (const message of messages) {
    if (message.role === "user") wire.push({ role: "user", content: message.content });
    if (message.role === "assistant") wire.push(assistantMessage(message.content, message.toolCalls));
    if (message.role === "tool") addResult(wire, message);
  }
  return wire;
}

function assistantMessage(content: string, toolCalls: ToolCall[] | undefined): MessageParam {
  if (!toolCalls) return { role: "assistant", content };
  const text = content === "" ? [] : [{ type: "text" as const, text: content }];
  const calls = toolCalls.map(({ id, name, arguments: args }) => ({
    type: "tool_use" as const,
    id,
    name,
    input: parseArguments(args),
  }));
  return { role: "assistant", content: [...text, ...calls] };
}

function addResult(wire: MessageParam[], { toolCallId, content }: ModelMessage & { role: "tool" }): void {
  const result = { type: "tool_result" as const, tool_use_id: toolCallId, content };
  const last = wire.at(-1);
  if (last?.role === "user" && Array.isArray(last.content)) last.content.push(result);
  else wire.push({ role: "user", content: [result] });
}

/** The tools of a request, and which of them the model is to call. */
export function anthropicTools({
  tools,
  toolChoice,
}: TextRequest): Pick<MessageCreateParamsStreaming, "tools" | "tool_choice"> {
  if (!tools || tools.length === 0) return {};
  return {
    tools: tools.map(({ name, description, parameters }) => ({
      name,
      input_schema: { ...parameters, type: "object" as const },
      ...(description !== undefined && { description }),
    })),
    ...(toolChoice && { tool_choice: wireChoice(toolChoice) }),
  };
}

function wireChoice(choice: ToolChoice): WireToolChoice {
  if (typeof choice === "object") return { type: "tool", name: choice.name };
  return choice === "required" ? { type: "any" } : { type: choice };
}
