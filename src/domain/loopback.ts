// Names that always mean this machine, whatever a name server says.

/**
 * Whether a host is the client's own machine: `localhost` and names under it (RFC 6761, 6.3), 127.0.0.0/8 and
 * ::1, with or without the brackets of a URL. A page of another site cannot have such a name.
 */
export const isLoopbackHost = (hostname: string): boolean =>
  /^(?:(?:[a-z0-9_-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1)$/i.test(hostname);
