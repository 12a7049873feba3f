/** SMART App Launch as a public client with PKCE: from a record server's own description to a token, which only the caller holds. */
import * as oauth from "oauth4webapi";
import { Refusal } from "./refusal";
import type { RecordServer } from "./setting";

/** Read only, and no more of one patient than is asked for. Version 2 of the scopes; version 1 for a server that knows no other. */
const SCOPES = ["patient/Patient.r", "patient/Observation.rs", "patient/MedicationRequest.rs", "patient/Condition.rs"];
const SCOPES_V1 = ["patient/Patient.read", "patient/Observation.read", "patient/MedicationRequest.read", "patient/Condition.read"];

/** What a sign-in is remembered by between its start and its return. */
export interface Pending {
  issuer: string;
  state: string;
  verifier: string;
  server: oauth.AuthorizationServer;
}

export interface Granted {
  token: string;
  patient: string;
  scope: string | undefined;
  /** The record asks that it stays in view whose it is. */
  banner: boolean;
}

export const redirectUri = (): string => new URL("callback.html", document.baseURI).href;

/** Without a closing slash, which some records write and others do not. */
export const issuerOf = (address: string): string => address.replace(/\/+$/, "");

const isHere = ({ hostname }: URL): boolean => hostname === "127.0.0.1" || hostname === "localhost";

/** Reads how the server signs in. Refuses one that can not serve an app without a secret. */
async function discover(record: RecordServer, launched: boolean): Promise<{ server: oauth.AuthorizationServer; scopes: string[] }> {
  const answer = await fetch(`${record.issuer}/.well-known/smart-configuration`, {
    headers: { Accept: "application/json" }, credentials: "omit", cache: "no-store", redirect: "error",
  }).catch(() => null);
  if (!answer?.ok) throw new Refusal("notReached", record.name);
  const told = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const list = (name: string): readonly unknown[] => (Array.isArray(told[name]) ? told[name] : []);
  const missing = ["client-public", launched ? "launch-ehr" : "launch-standalone"].find((one) => !list("capabilities").includes(one));
  if (missing !== undefined || !list("code_challenge_methods_supported").includes("S256")) throw new Refusal("notOffered", missing ?? "S256");
  const allowed = [new URL(record.issuer).origin, ...record.origins];
  const endpoint = (name: string): string => {
    // Some servers name their endpoints relative to the records.
    const url = new URL(String(told[name] ?? ""), `${record.issuer}/`);
    if (url.protocol !== "https:" && !isHere(url)) throw new Refusal("notSecure", url.origin);
    if (!allowed.includes(url.origin)) throw new Refusal("notListed", url.origin);
    return url.href;
  };
  return {
    server: {
      issuer: typeof told["issuer"] === "string" ? told["issuer"] : record.issuer,
      authorization_endpoint: endpoint("authorization_endpoint"),
      token_endpoint: endpoint("token_endpoint"),
    },
    scopes: list("capabilities").includes("permission-v2") ? SCOPES : SCOPES_V1,
  };
}

/** Prepares a sign-in: where to go, and what to remember until it comes back. `launch` is what the record's own page passed on. */
export async function begin(record: RecordServer, launch: string | null): Promise<{ url: string; pending: Pending }> {
  const { server, scopes } = await discover(record, launch !== null);
  const state = oauth.generateRandomState();
  const verifier = oauth.generateRandomCodeVerifier();
  const url = new URL(server.authorization_endpoint!);
  const asked = {
    response_type: "code",
    client_id: record.client_id,
    redirect_uri: redirectUri(),
    scope: [launch === null ? "launch/patient" : "launch", ...(record.scope ? [record.scope] : scopes)].join(" "),
    state,
    aud: record.issuer,
    ...(launch !== null && { launch }),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return { url: url.href, pending: { issuer: record.issuer, state, verifier, server } };
}

/** Takes what came back to the callback page to the server, for a token. Throws for a state that is not the one that was sent. */
export async function finish(record: RecordServer, { state, verifier, server }: Pending, search: string): Promise<Granted> {
  const client: oauth.Client = { client_id: record.client_id };
  const insecure = { [oauth.allowInsecureRequests]: isHere(new URL(server.token_endpoint!)) };
  let granted: oauth.TokenEndpointResponse;
  try {
    const came = oauth.validateAuthResponse(server, client, new URLSearchParams(search), state);
    const answer = await oauth.authorizationCodeGrantRequest(server, client, oauth.None(), came, redirectUri(), verifier, insecure);
    granted = await oauth.processAuthorizationCodeResponse(server, client, answer);
  } catch (fault) {
    const said = fault instanceof oauth.AuthorizationResponseError || fault instanceof oauth.ResponseBodyError ? fault.error : "";
    throw new Refusal("notGranted", said || record.name);
  }
  const { access_token: token, patient, scope, need_patient_banner: banner } = granted;
  if (typeof patient !== "string" || patient === "") throw new Refusal("noPatient", record.name);
  return { token, patient, scope, banner: banner === true };
}
