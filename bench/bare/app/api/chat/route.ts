import OpenAI from "openai";

/** What the product is measured against: nothing but the openai SDK's stream, piped on. */
const client = new OpenAI({ apiKey: "bench", baseURL: process.env.OPENAI_BASE_URL, maxRetries: 0 });

export async function POST(request: Request): Promise<Response> {
  const { message } = (await request.json()) as { message: string };
  const stream = await client.chat.completions.create({
    model: "gpt-4o",
    messages: [{ role: "user", content: message }],
    temperature: 0.7,
    max_tokens: 300,
    stream: true,
  });
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    async start(controller) {
      for await (const chunk of stream) {
        const content = chunk.choices[0]?.delta?.content;
        if (content) controller.enqueue(encoder.encode(`data: ${JSON.stringify({ content })}\n\n`));
      }
      controller.enqueue(encoder.encode("data: [DONE]\n\n"));
      controller.close();
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-cache" },
  });
}
