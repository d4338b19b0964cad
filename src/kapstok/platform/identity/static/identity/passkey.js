/* Passkeys (WebAuthn). Sections stay hidden where the browser has none; the page works without this file. */

const CANCELLED = new Set(["AbortError", "NotAllowedError"]);

function toBytes(text) {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function toText(buffer) {
  const characters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function post(address, token, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": token, "Content-Type": "application/json", Accept: "application/json" },
    body: body === undefined ? "" : JSON.stringify(body),
  });
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Error(content.title || "");
  }
  return content;
}

function descriptors(list) {
  return (list || []).map((each) => ({ ...each, id: toBytes(each.id) }));
}

async function register(part) {
  const options = await post(part.dataset.passkeyNieuw, part.dataset.token);
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: descriptors(options.excludeCredentials),
    },
  });
  const name = part.querySelector("input")?.value ?? "";
  return post(`${part.dataset.passkeyAf}?naam=${encodeURIComponent(name)}`, part.dataset.token, {
    id: made.id,
    rawId: toText(made.rawId),
    type: made.type,
    response: {
      attestationObject: toText(made.response.attestationObject),
      clientDataJSON: toText(made.response.clientDataJSON),
    },
  });
}

async function enter(part) {
  const options = await post(part.dataset.passkeyIn, part.dataset.token);
  const given = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      allowCredentials: descriptors(options.allowCredentials),
    },
  });
  const handle = given.response.userHandle;
  return post(part.dataset.passkeyAf, part.dataset.token, {
    id: given.id,
    rawId: toText(given.rawId),
    type: given.type,
    response: {
      authenticatorData: toText(given.response.authenticatorData),
      clientDataJSON: toText(given.response.clientDataJSON),
      signature: toText(given.response.signature),
      userHandle: handle ? toText(handle) : null,
    },
  });
}

function offer(part, action) {
  const button = part.querySelector("button");
  const message = part.querySelector("[data-passkey-fout]");
  part.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    message.textContent = "";
    try {
      const { volgende } = await action(part);
      window.location.assign(volgende);
    } catch (error) {
      const cancelled = CANCELLED.has(error.name);
      message.textContent = cancelled ? message.dataset.afgebroken : error.message || message.dataset.mislukt;
    } finally {
      button.disabled = false;
    }
  });
}

if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-passkey-in]").forEach((part) => offer(part, enter));
  document.querySelectorAll("[data-passkey-nieuw]").forEach((part) => offer(part, register));
}
