// Signing in through an identity provider: the real one of npm, and one whose tokens are wrong in every way that counts.
// Usage: node oidc.mjs <emplooi>
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SignJWT, UnsecuredJWT, exportJWK } from 'jose';
import Provider from 'oidc-provider';
import { password, startTown } from './town.mjs';

const town = await startTown(process.argv[2], (folder) => ({
  EMPLOOI_OIDC_TRUSTED_CERTIFICATES: join(folder, 'tls/certificate.pem'),
  EMPLOOI_IDENTITY_REFUSED_PER_ADDRESS: '1000',
}));
const tls = { cert: town.certificate, key: readFileSync(join(town.folder, 'tls/key.pem')) };

function send(url, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, ca: town.certificate, headers }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(parts).toString() }));
    });
    call.on('error', reject);
    call.end(body);
  });
}

async function call(rpc, message, token) {
  const body = JSON.stringify(message);
  const answer = await send(`${town.address}/emplooi.${rpc}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'Idempotency-Key': randomUUID(),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    body,
  });
  const read = JSON.parse(answer.text);
  if (answer.status !== 200) throw Object.assign(new Error(read.message), { status: answer.status });
  return read;
}

/** `path`: makes the issuer another one than all before it, also on a port that one of them had: the town remembers issuers. */
async function listen(handler, path = '') {
  const server = createServer(tls, handler);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, issuer: `https://localhost:${server.address().port}${path}` };
}

const identity = 'identity.v1.IdentityService';
const oidc = 'oidc.v1.OidcService';
const redirectUri = 'https://localhost:8443/desk/';
const signOutUri = 'https://localhost:8443/desk/bye/';
const client = { clientId: 'emplooi', clientSecret: 'a secret: with / signs?', redirectUri, acrValues: ['substantial', 'high'], signOutUri };
const logoutAddress = `${town.address.replace(/\/rpc$/, '')}/oidc/backchannel-logout/tilburg`;
const failed = { status: 401, message: 'sign in failed' };

const { token: administrator } = await call(`${identity}/SignIn`, { signInName: 'administrator@tilburg', password });
const account = { signInName: 'ada', password, role: 'ROLE_COORDINATOR' };
const { actorId } = await call(`${identity}/CreateAccount`, account, administrator);
const begin = () => call(`${oidc}/BeginSignIn`, { municipalitySlug: 'tilburg' });
const complete = (message) => call(`${oidc}/CompleteSignIn`, message);
const define = (issuer) => call(`${oidc}/DefineProvider`, { issuer, ...client }, administrator);
const link = (subject) => call(`${oidc}/LinkAccount`, { actorId, subject }, administrator);

/** oidc-provider, at which everybody signs in as the person and with the level that the test says. */
async function realProvider() {
  const person = { accountId: 'person-1', acr: 'substantial' };
  let provider;
  const { server, issuer } = await listen((incoming, outgoing) => {
    if (!incoming.url.startsWith('/interaction/')) return provider.callback()(incoming, outgoing);
    provider.interactionFinished(incoming, outgoing, { login: { ...person } }, { mergeWithLastSubmission: false });
  });
  provider = new Provider(issuer, {
    clients: [{
      client_id: client.clientId,
      client_secret: client.clientSecret,
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [signOutUri],
      backchannel_logout_uri: logoutAddress,
      backchannel_logout_session_required: true,
    }],
    httpOptions: () => ({ agent: new Agent({ ca: town.certificate }) }),
    acrValues: ['low', 'substantial', 'high'],
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: (context, form) => { context.body = form; } },
    },
    cookies: { keys: ['test'] },
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({ accountId: context.oidc.session.accountId, clientId: client.clientId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  provider.on('server_error', (_, error) => console.error(error));
  provider.on('backchannel.error', (_, error) => console.error(error));
  return { server, issuer, person };
}

const cookiesOf = (jar) => [...jar].map((pair) => pair.join('=')).join('; ');

/** What a browser does: follows the provider's redirects with its cookies, until it is sent back to us. */
async function visit(address, jar = new Map()) {
  for (let url = address, hops = 0; hops < 10; ++hops) {
    const answer = await send(url, { headers: { Cookie: cookiesOf(jar) } });
    for (const set of answer.headers['set-cookie'] ?? []) jar.set(...set.split(';')[0].split(/=(.*)/s));
    assert.ok(answer.headers.location, `${answer.status} ${answer.text.slice(0, 300)}`);
    url = new URL(answer.headers.location, url).href;
    if (!url.startsWith(redirectUri)) continue;
    const { state, code } = Object.fromEntries(new URL(url).searchParams);
    return { state, code };
  }
  throw new Error('the provider sends the browser round in circles');
}

const post = (url, form, headers = {}) =>
  send(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(form), ...headers },
    body: form,
  });

/** Signs out at the provider, where the desk sends the browser; the provider then tells the town. */
async function signsOutAtTheRealProvider(jar, session, issuer) {
  const page = await send(session.providerSignOutUrl, { headers: { Cookie: cookiesOf(jar) } });
  assert.equal(page.status, 200, page.text);
  for (const set of page.headers['set-cookie'] ?? []) jar.set(...set.split(';')[0].split(/=(.*)/s));
  const [, xsrf] = /name="xsrf" value="(\w+)"/.exec(page.text);
  await call(`${identity}/GetSelf`, {}, session.token);
  const done = await post(`${issuer}/session/end/confirm`, `xsrf=${xsrf}&logout=yes`, { Cookie: cookiesOf(jar) });
  assert.ok(done.headers.location?.startsWith(signOutUri), `${done.status} ${done.text.slice(0, 300)}`);
  await assert.rejects(call(`${identity}/GetSelf`, {}, session.token), { status: 401 }, 'the provider has ended it');
}

async function refusesLogoutsThatAreNone() {
  const statusOf = async (answer) => (await answer).status;
  assert.equal(await statusOf(send(logoutAddress)), 404);
  assert.equal(await statusOf(post(logoutAddress, 'logout_token=x', { 'Content-Type': 'application/json' })), 400);
  for (const form of ['', 'token=x', 'logout_token=', 'logout_token=x&logout_token=y', 'logout_token=x']) {
    assert.equal(await statusOf(post(logoutAddress, form)), 400, form);
  }
  assert.equal(await statusOf(post(logoutAddress.replace('tilburg', 'nowhere'), 'logout_token=x')), 404);
  assert.equal(await statusOf(post(logoutAddress, `logout_token=${'x'.repeat(70_000)}`)), 413);
}

async function signsInThroughTheRealProvider() {
  await assert.rejects(begin(), { status: 404, message: 'identity provider not found' });
  const { server, issuer, person } = await realProvider();
  await assert.rejects(call(`${oidc}/DefineProvider`, { issuer: 'http://localhost', ...client }, administrator), { status: 400 });
  await define(issuer);
  const first = await begin();
  const back = await visit(first.authorizationUrl);
  await assert.rejects(complete({ flow: first.flow, ...back }), failed, 'nobody is linked yet');

  await link('person-1');
  const second = await begin();
  const jar = new Map();
  const returned = await visit(second.authorizationUrl, jar);
  const { flow } = second;
  await assert.rejects(complete({ flow, ...returned, state: 'x' }), failed);
  await assert.rejects(complete({ flow: first.flow, ...returned }), failed, 'the flow of another browser');
  const session = await complete({ flow, state: returned.state, code: returned.code });
  assert.equal(session.actorId, actorId);
  assert.equal(session.role, 'ROLE_COORDINATOR');
  assert.match(session.providerSignOutUrl, new RegExp(`^${issuer}/session/end`));
  assert.equal((await call(`${identity}/GetSelf`, {}, session.token)).signInName, 'ada@tilburg');
  await assert.rejects(complete({ flow, ...returned }), failed, 'it comes back once');
  await signsOutAtTheRealProvider(jar, session, issuer);
  await refusesLogoutsThatAreNone();

  person.acr = 'low';
  const low = await begin();
  await assert.rejects(complete({ flow: low.flow, ...(await visit(low.authorizationUrl)) }), failed, 'the level is too low');
  person.acr = 'high';
  person.accountId = 'person-2';
  const other = await begin();
  await assert.rejects(complete({ flow: other.flow, ...(await visit(other.authorizationUrl)) }), failed, 'somebody else');
  server.close();
  server.closeAllConnections();
}

/** A provider that answers every code with the token that the test has made. */
async function forgingProvider(path) {
  const forge = { keys: [], token: undefined, bodies: [] };
  const { server, issuer } = await listen((incoming, outgoing) => {
    const parts = [];
    incoming.on('data', (part) => parts.push(part));
    incoming.on('end', () => {
      forge.bodies.push(Buffer.concat(parts).toString());
      const answers = {
        '/.well-known/openid-configuration': {
          issuer: forge.claimedIssuer ?? issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
        },
        '/keys': { keys: forge.keys },
        '/token': { token_type: 'Bearer', access_token: 'x', id_token: forge.token },
      };
      const answer = answers[incoming.url.slice(path.length)];
      outgoing.writeHead(answer ? 200 : 404, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer ?? {}));
    });
  }, path);
  return Object.assign(forge, { server, issuer });
}

async function refusesForgedTokens() {
  const forge = await forgingProvider('/forge');
  const pair = (kind, options) => generateKeyPairSync(kind, options);
  const rsa = pair('rsa', { modulusLength: 2048 });
  const ec = pair('ec', { namedCurve: 'P-256' });
  const stranger = pair('rsa', { modulusLength: 2048 });
  const show = async (key, kid) => ({ ...(await exportJWK(key.publicKey)), kid, use: 'sig' });
  forge.keys = [await show(rsa, 'rsa'), await show(ec, 'ec')];
  await define(forge.issuer);
  await link('person-1');

  const now = () => Math.floor(Date.now() / 1000);
  const claims = (nonce, more) => ({
    iss: forge.issuer,
    aud: client.clientId,
    sub: 'person-1',
    acr: 'high',
    nonce,
    iat: now(),
    exp: now() + 60,
    ...more,
  });
  const signed = (more = {}, alg = 'RS256', kid = 'rsa', key = rsa.privateKey, header = {}) => (nonce) =>
    new SignJWT(claims(nonce, more)).setProtectedHeader({ alg, kid, ...header }).sign(key);
  const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' });
  const withoutSignature = (token) => token.split('.').slice(0, 2).join('.') + '.';

  const answerTo = async (forged) => {
    forge.bodies = [];
    const { flow, authorizationUrl } = await begin();
    const asked = new URL(authorizationUrl).searchParams;
    forge.token = await forged(asked.get('nonce'));
    const answer = await complete({ flow, state: asked.get('state'), code: 'any' });
    const verifier = new URLSearchParams(forge.bodies.find((body) => body.includes('code_verifier'))).get('code_verifier');
    assert.equal(createHash('sha256').update(verifier).digest('base64url'), asked.get('code_challenge'));
    return answer;
  };
  for (const good of [
    signed(),
    signed({}, 'PS256'),
    signed({}, 'ES256', 'ec', ec.privateKey),
    signed({ aud: [client.clientId] }),
    signed({ aud: [client.clientId, 'other'], azp: client.clientId }),
    signed({ exp: now() - 30 }),
  ]) {
    assert.equal((await answerTo(good)).actorId, actorId);
  }
  const bad = {
    'wrong acr': signed({ acr: 'low' }),
    'no acr': signed({ acr: undefined }),
    'another nonce': signed({ nonce: 'x'.repeat(43) }),
    'no nonce': signed({ nonce: undefined }),
    'another issuer': signed({ iss: 'https://evil.example' }),
    'issuer with a slash more': signed({ iss: `${forge.issuer}/` }),
    'another audience': signed({ aud: 'other' }),
    'one of two audiences': signed({ aud: [client.clientId, 'other'] }),
    'another authorized party': signed({ azp: 'other' }),
    expired: signed({ exp: now() - 120 }),
    'no expiry': signed({ exp: undefined }),
    'expiry as a text': signed({ exp: String(now() + 60) }),
    'issued in the future': signed({ iat: now() + 120 }),
    'issued long ago': signed({ iat: now() - 3600 }),
    'not valid yet': signed({ nbf: now() + 120 }),
    'no subject': signed({ sub: undefined }),
    "a stranger's key": signed({}, 'RS256', 'rsa', stranger.privateKey),
    'an unknown key': signed({}, 'RS256', 'unknown', stranger.privateKey),
    'another algorithm': signed({}, 'RS512'),
    'another algorithm of PSS': signed({}, 'PS384'),
    'HS256 with the public key': signed({}, 'HS256', 'rsa', Buffer.from(publicPem)),
    'HS256 with the client secret': signed({}, 'HS256', 'rsa', createHash('sha256').update(client.clientSecret).digest()),
    'the key of another kind': signed({}, 'ES256', 'rsa', ec.privateKey),
    'no algorithm': (nonce) => new UnsecuredJWT(claims(nonce)).encode(),
    'a signature cut off': async (nonce) => withoutSignature(await signed()(nonce)),
    'no token': () => 'x',
    nothing: () => undefined,
  };
  for (const [what, forged] of Object.entries(bad)) await assert.rejects(answerTo(forged), failed, what);
  const listed = await call('identity.v1.SecurityService/ListSecurityEvents', { page: { size: 100 } }, administrator);
  const noted = listed.events.filter((event) => event.kind === 'SECURITY_EVENT_KIND_TOKEN_REFUSED');
  assert.ok(noted.length >= Object.keys(bad).length, `${noted.length} are noted`);

  // The provider changes its key; the old one passes no more once the new ones are known.
  const next = pair('rsa', { modulusLength: 2048 });
  forge.keys = [await show(next, 'next')];
  await pause(10_500);
  assert.equal((await answerTo(signed({}, 'RS256', 'next', next.privateKey))).actorId, actorId);
  await assert.rejects(answerTo(signed()), failed, 'the key that was taken away');
  forge.server.close();
  forge.server.closeAllConnections();
  const late = await begin();
  const state = new URL(late.authorizationUrl).searchParams.get('state');
  await assert.rejects(complete({ flow: late.flow, state, code: 'any' }), failed, 'the provider is gone');
}

async function refusesAnotherIssuersDiscovery() {
  const forge = await forgingProvider('/another');
  forge.claimedIssuer = 'https://evil.example';
  await define(forge.issuer);
  await assert.rejects(begin(), { status: 503, message: 'identity provider unavailable' });
  forge.server.close();
  forge.server.closeAllConnections();
}

/** A provider that takes every call and answers none: whoever signs in with a password must not notice. */
async function holdsUpNobodyElse() {
  const { server, issuer } = await listen(() => {}, '/silent');
  await define(issuer);
  const begun = Date.now();
  const stuck = Promise.allSettled(Array.from({ length: 20 }, begin));
  for (let i = 0; i < 10; ++i) await call(`${identity}/SignIn`, { signInName: 'ada@tilburg', password });
  assert.ok(Date.now() - begun < 4_000, `ten passwords took ${Date.now() - begun} ms`);
  for (const { reason } of await stuck) assert.equal(reason?.status, 503);
  assert.ok(Date.now() - begun < 12_000, `the last one waited ${Date.now() - begun} ms`);
  server.closeAllConnections();
  server.close();
}

let code;
try {
  await signsInThroughTheRealProvider();
  await refusesForgedTokens();
  await refusesAnotherIssuersDiscovery();
  await holdsUpNobodyElse();
} finally {
  code = await town.stop();
}
assert.equal(code, 0, 'the server ends in peace');
console.log('the provider lets in whom it should, and forged tokens nobody');
