// Solves the proof of work of a form, in a worker, so that whoever types notices nothing.

/**
 * SHA-256 of texts of one block (FIPS 180-4), at most 55 characters of ASCII, for as many numbers behind `salt` as it takes
 * to find `challenge`. `crypto.subtle` is missing on pages over plain http, and eight times slower: each of its digests is a
 * promise. Two words of the digest are compared, which two of a million numbers share once in 30 million forms.
 */
const WORK = `
  onmessage = ({ data: { salt, challenge, most } }) => {
    const primes = [];
    for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
    const root = (power) => (prime) => (prime ** (1 / power) % 1) * 2 ** 32 | 0;
    const K = Int32Array.from(primes, root(3));
    const H = Int32Array.from(primes.slice(0, 8), root(2));
    const w = new Int32Array(64);
    const turn = (x, n) => (x >>> n) | (x << (32 - n));
    const [high, low] = [0, 8].map((at) => parseInt(challenge.slice(at, at + 8), 16) | 0);
    const solves = (text) => {
      const size = text.length;
      w.fill(0, 0, 16);
      for (let i = 0; i < size; i++) w[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
      w[size >> 2] |= 128 << (24 - (size % 4) * 8);
      w[15] = size * 8;
      for (let i = 16; i < 64; i++) {
        const x = w[i - 15], y = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
      }
      let a = H[0], b = H[1], c = H[2], d = H[3], e = H[4], f = H[5], g = H[6], h = H[7];
      for (let i = 0; i < 64; i++) {
        const s = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i];
        const t = s + (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g; g = f; f = e; e = (d + s) | 0; d = c; c = b; b = a; a = t | 0;
      }
      return ((a + H[0]) | 0) === high && ((b + H[1]) | 0) === low;
    };
    for (let n = 0; n <= most; n++) {
      if (solves(salt + n)) return postMessage({ proof: salt + n });
      if (n % 20000 === 0) postMessage({ part: n / most });
    }
    postMessage({});
  };
`;

/**
 * Read from the field `proof`: the challenge. From the status line behind the button: the words, and
 * `data-patience`, after so many milliseconds the form is sent without a proof.
 *
 * The work begins when somebody touches the form, and a press of the button waits for it. Where it fails the form is sent
 * as it is, and the site says what that means: there is always a way on.
 */
export const PROOF = `
  const field = document.querySelector("input[name=proof]");
  const line = document.querySelector("[role=status][data-working]");
  if (field && line) {
    const words = line.dataset;
    const bar = document.createElement("progress");
    let worker;
    let begun = false;
    let over = false;
    let pressed = false;
    const end = ({ proof = "" } = {}) => {
      if (over) return;
      over = true;
      worker?.terminate();
      bar.remove();
      field.value = proof;
      line.textContent = proof ? words.done : words.failed;
      if (pressed) field.form.requestSubmit();
    };
    const begin = () => {
      if (begun) return;
      begun = true;
      line.textContent = words.working;
      bar.value = 0;
      bar.setAttribute("aria-label", words.progress);
      line.after(bar);
      try {
        const { salt, challenge, most } = field.dataset;
        const url = URL.createObjectURL(new Blob([${JSON.stringify(WORK.replace(/^\s+/gm, ""))}], { type: "text/javascript" }));
        worker = new Worker(url);
        worker.onerror = () => end();
        worker.onmessage = ({ data }) => {
          if ("part" in data) bar.value = data.part;
          else end(data);
        };
        worker.postMessage({ salt, challenge, most: Number(most) });
      } catch {
        end();
      }
    };
    for (const touch of ["focusin", "input"]) field.form.addEventListener(touch, begin);
    field.form.addEventListener("submit", (event) => {
      begin();
      if (over) return;
      event.preventDefault();
      if (pressed) return;
      pressed = true;
      line.textContent = words.waiting;
      setTimeout(end, Number(words.patience));
    });
  }
`;
