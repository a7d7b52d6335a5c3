// One watch of the store for all pages that a process has open, and the streams by which they are told (decision 99).

import { minutes, seconds, type Duration, type Instant } from "../domain/time.ts";
import type { Uses } from "../ports/context.ts";
import type { NewsListener, News, StreamSink } from "../ports/news.ts";
import { auditNews, type AuditNews } from "./audit-news.ts";
import { streamsWithin, type Stream, type StreamBounds, type Streams } from "./streams.ts";

/** A browser has one for each window that shows the page. A stream takes about as much memory as its connection. */
const BOUNDS: StreamBounds = { ofSession: 5, ofClient: 500, all: 15_000 };

const TURNS_EVERY: Duration = seconds(1);

/** In how many turns each stream is written to once: proxies give up a connection that is silent for 30 s or more. */
const TURNS_OF_ALL = 20;

/** Whoever still listens then opens another one, with a session that is still live. */
const LIVES: Duration = minutes(5);

/** After how long a browser tries again if a stream broke: each another time, so that not all come back at once. */
const RETRY: Duration = seconds(2);
const RETRY_SPREAD: Duration = seconds(4);

/** When another stream may be opened where there were too many: by then, some have ended. */
const ROOM_IN: Duration = minutes(1);

/** A comment, which browsers ignore. */
const BEAT = ":\n\n";

/** What a page is told. It says nothing about anybody: the page asks again, with its own session. */
const LOOK_AGAIN = "data: look\n\n";

type Watching = Uses<"browseAudit", "clock" | "random" | "log">;

/** Starts nothing before the first stream is opened, and keeps no process alive. */
export function newsIn(context: Watching, { isOn }: { readonly isOn: boolean }): News {
  const streams = streamsWithin(BOUNDS);
  const watch = watching(context, streams);
  let isEnding = false;
  function open(listener: NewsListener, sink: StreamSink): () => void {
    sink.write(`retry: ${RETRY + spread(context)}\n\n`);
    if (isEnding || streams.excess(listener) !== undefined) {
      sink.end();
      return () => undefined;
    }
    const stream = { ...listener, sink, endsOn: context.clock.now() + LIVES };
    streams.add(stream);
    watch.begin();
    return () => streams.remove(stream);
  }
  return {
    isOn,
    listen(listener) {
      const excess = streams.excess(listener);
      if (excess === undefined) return { ok: true, open: (sink) => open(listener, sink) };
      if (excess === "all") return { ok: false, reason: "full" };
      return { ok: false, reason: "too-many", retryOn: context.clock.now() + ROOM_IN };
    },
    turn: watch.turn,
    count: () => streams.size,
    async stop() {
      isEnding = true;
      endThose(streams, () => true);
      await watch.end();
    },
  };
}

/** Also where it would end later than one that is opened now, because the clock was set back. */
const isOld = ({ endsOn }: Stream, now: Instant): boolean => now >= endsOn || endsOn > now + LIVES;

/** A host may close its server without having called `stop`. */
const isOver = ({ sink }: Stream): boolean => sink.isOver?.() === true;

function endThose(streams: Streams, which: (stream: Stream) => boolean): void {
  for (const stream of streams.all().filter(which)) {
    streams.remove(stream);
    stream.sink.end();
  }
}

/** Until a browser tries again: each waits another time. */
function spread({ random }: Pick<Watching, "random">): Duration {
  const [high = 0, low = 0] = random.bytes(2);
  return Math.floor(((high * 256 + low) / 65_536) * RETRY_SPREAD);
}

function tell(streams: Streams, stream: Stream): void {
  streams.remove(stream);
  stream.sink.write(LOOK_AGAIN);
  stream.sink.end();
}

function beat(streams: Streams, now: Instant): void {
  endThose(streams, isOver);
  for (const stream of streams.nextTurn(1 / TURNS_OF_ALL)) {
    if (isOld(stream, now)) tell(streams, stream);
    else stream.sink.write(BEAT);
  }
}

/** Makes a turn each second from `begin` on, as long as there are streams. */
function watching(context: Watching, streams: Streams) {
  let timer: NodeJS.Timeout | undefined;
  let look: AuditNews | undefined;
  let looking: Promise<void> | undefined;
  let hasFailed = false;

  async function lookOnce(): Promise<void> {
    const users = (await look?.((userId) => streams.has(userId))) ?? [];
    for (const userId of users) for (const stream of streams.of(userId)) tell(streams, stream);
  }

  /** Proxies end what is silent, so the comments do not wait for a store that hangs. */
  function turn(): Promise<void> {
    beat(streams, context.clock.now());
    return (looking ??= lookOnce().finally(() => (looking = undefined)));
  }

  function rest(): void {
    clearInterval(timer);
    timer = look = undefined;
  }

  function next(): void {
    if (streams.size === 0) return rest();
    turn().then(
      () => (hasFailed = false),
      (error: unknown) => {
        if (!hasFailed) context.log.error("news-failed", error);
        hasFailed = true;
      },
    );
  }

  return {
    turn,
    begin() {
      look ??= auditNews(context);
      timer ??= setInterval(next, TURNS_EVERY).unref();
    },
    async end() {
      rest();
      await looking?.catch(() => undefined);
    },
  };
}
