// Asks the browser for a passkey, or to make one, and sends its answer with a form.

/**
 * A part of a page with `data-passkey` is hidden until it is known that the browser has passkeys, so that there is no
 * button that does nothing. The value says what its form asks the site for; its status line has the words.
 *
 * Every try begins with a fresh challenge. `data-waits` names a capability. Where the browser has it, a request waits
 * without a dialog: for a passkey that is chosen in the address field (`conditionalGet`), or for a password manager that
 * makes one because it has just filled in the password (`conditionalCreate`). Browsers allow one request at a time, so the
 * button ends the one that waits, and after a cancel it begins again. It also begins again every four minutes, because
 * challenges grow old, but not at once if it failed at once.
 *
 * A cancel is no error, and browsers call it by different names: whatever has no words of its own counts as one.
 *
 * Browsers have conversions to and from JSON too. They came late, and those password managers that answer in the browser's
 * place return objects that have none.
 */
export const PASSKEYS = `
  const Key = globalThis.PublicKeyCredential;
  const able = Promise.resolve(Key?.getClientCapabilities?.()).catch(() => {});
  const pairs = [["-", "+"], ["_", "/"]];
  const bytes = (text) => {
    for (const [ours, theirs] of pairs) text = text.replaceAll(ours, theirs);
    return Uint8Array.from(atob(text), (byte) => byte.charCodeAt());
  };
  const textOf = (buffer) => {
    let text = btoa(String.fromCharCode(...new Uint8Array(buffer)));
    for (const [ours, theirs] of pairs) text = text.replaceAll(theirs, ours);
    return text.replaceAll("=", "");
  };
  const read = (list = []) => list.map((each) => ({ ...each, id: bytes(each.id) }));
  const use = async (part, how, what = part.dataset.passkey) => {
    const headers = { accept: "application/json" };
    const { base = "" } = document.documentElement.dataset;
    const url = base + "/passkeys/options?for=" + what;
    const answer = await fetch(url, { headers, cache: "no-store", signal: how?.signal });
    if ([401, 403].includes(answer.status)) location.replace(location);
    if (!answer.ok) throw new TypeError();
    const { options, state } = await answer.json();
    const { challenge, user, allowCredentials, excludeCredentials } = options;
    const publicKey = {
      ...options,
      challenge: bytes(challenge),
      allowCredentials: read(allowCredentials),
      excludeCredentials: read(excludeCredentials),
    };
    if (user) publicKey.user = { ...user, id: bytes(user.id) };
    const credential = await navigator.credentials[user ? "create" : "get"]({ ...how, publicKey });
    const { id, type, response, authenticatorAttachment } = credential;
    const written = { transports: response.getTransports?.() };
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (response[name]) written[name] = textOf(response[name]);
    const form = part.querySelector("form");
    const { elements } = form;
    elements.state.value = state;
    elements.credential.value = JSON.stringify({
      id,
      rawId: id,
      type,
      response: written,
      authenticatorAttachment: authenticatorAttachment ?? undefined,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
    const shared = document.querySelector("[type=checkbox][name=shared]");
    if (elements.shared) elements.shared.disabled = !shared?.checked;
    form.submit();
    return true;
  };
  let stop;
  const wait = async (part) => {
    const { waits } = part.dataset;
    if (!(await able)?.[waits]) return;
    let what;
    if (waits === "conditionalCreate") {
      what = "add-quietly";
      delete part.dataset.waits;
    }
    const began = performance.now();
    const control = new AbortController();
    let stopped = false;
    const how = { mediation: "conditional", signal: control.signal };
    const used = use(part, how, what).catch(() => {});
    setTimeout(() => control.abort(), 240000);
    stop = () => {
      stopped = true;
      control.abort();
      return used;
    };
    if ((await used) || performance.now() - began < 1000) return;
    if (document.hidden)
      await new Promise((shown) => document.addEventListener("visibilitychange", shown, { once: true }));
    if (!stopped) wait(part);
  };
  let busy = false;
  for (const part of Key ? document.querySelectorAll("[data-passkey]") : []) {
    const line = part.querySelector("[role=status]");
    const words = line.dataset;
    part.hidden = false;
    part.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      const focused = document.activeElement;
      line.textContent = "";
      await stop?.();
      try {
        await use(part);
      } catch ({ name }) {
        const kinds = {
          InvalidStateError: words.already,
          ConstraintError: words.unable,
          NotSupportedError: words.unable,
          SecurityError: words.failed,
          TypeError: words.failed,
        };
        line.textContent = kinds[name] ?? words.cancelled;
        focused.focus();
        wait(part);
      }
      busy = false;
    });
    wait(part);
  }
  if (Key) document.querySelector("[data-no-passkeys]")?.remove();
  const offer = document.querySelector("input[name=offer]");
  able.then((what) => {
    if (offer && what?.userVerifyingPlatformAuthenticator) offer.value = "yes";
  });
  const { signals = "{}" } = document.querySelector("[data-signals]")?.dataset ?? {};
  for (const [name, facts] of Object.entries(JSON.parse(signals))) Key?.[name]?.(facts).catch(() => {});
`;
