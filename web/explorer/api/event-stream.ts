// Reads server-sent events from a response body. EventSource cannot send a POST.
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = "";
  let event = "message";
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line === "") {
          if (data.length > 0 || event !== "message") {
            yield { event, data: data.join("\n") };
          }
          event = "message";
          data = [];
        } else if (!line.startsWith(":")) {
          const [, name = "", text = ""] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
          if (name === "event") {
            event = text;
          } else if (name === "data") {
            data.push(text);
          }
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
