/** Makes something when it is first asked for, and returns the same from then on. */
export function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

/**
 * The same for what is loaded when it is first asked for. A failure, such as having no file descriptor left, is not kept: the
 * next call tries again.
 */
export function loadedOnce<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loaded: Promise<Loaded> | undefined;
  return () =>
    (loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    }));
}

/** How many results are kept. */
const MOST = 100;

/** Makes something of each value when it is asked for, and returns the same while few others were asked for since. */
export function remembering<Given, Made>(make: (given: Given) => Made): (given: Given) => Made {
  const known = new Map<Given, Made>();
  return (given) => {
    const made = known.get(given) ?? make(given);
    if (known.size === MOST) known.clear();
    known.set(given, made);
    return made;
  };
}
