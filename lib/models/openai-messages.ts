import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from "openai/resources/chat/completions";
import type { ModelMessage, TextRequest, ToolCall } from "./model.ts";

/** A message in the words of chat completions. */
export function openaiMessage(message: ModelMessage): ChatCompletionMessageParam {
  switch (message.role) {
    case "user":
      return { role: "user", content: message.content };
    case "tool":
      return { role: "tool", content: message.content, tool_call_id: message.toolCallId };
    case "assistant":
      return message.toolCalls
        ? { role: "assistant", content: message.content || null, tool_calls: message.toolCalls.map(wireCall) }
        : { role: "assistant", content: message.content };
  }
}

export function openaiInstructions({ system }: TextRequest): ChatCompletionMessageParam[] {
  return system === "" ? [] : [{ role: "system", content: system }];
}

function wireCall({ id, name, arguments: args }: ToolCall) {
  return { id, type: "function" as const, function: { name, arguments: args } };
}

/** The tools of a request, and which of them the model is to call. */
export function openaiTools({
  tools,
  toolChoice,
}: TextRequest): Pick<ChatCompletionCreateParamsStreaming, "tools" | "tool_choice"> {
  if (!tools || tools.length === 0) return {};
  return {
    tools: tools.map(({ name, description, parameters }) => ({
      type: "function",
      function: { name, parameters, ...(description !== undefined && { description }) },
    })),
    ...(toolChoice && {
      tool_choice:
        typeof toolChoice === "string"
          ? toolChoice
          : { type: "function", function: { name: toolChoice.name } },
    }),
  };
}
