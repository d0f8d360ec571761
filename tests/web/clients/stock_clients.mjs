// Stock Connect clients, unchanged, against the real program: connect-node (both codecs) and `buf curl`.
// Usage: node stock_clients.mjs <emplooi> <folder of proto files>
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { compressionGzip, createConnectTransport } from '@connectrpc/connect-node';
import { password, startTown } from './town.mjs';

const [emplooi, protos] = process.argv.slice(2);
const buf = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../node_modules/.bin/buf');
const contract = (() => {
  const image = execFileSync(buf, ['build', protos, '-o', '-#format=binpb'], { maxBuffer: 16 * 1024 * 1024 });
  return createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
})();
const service = (name) => contract.getService(`emplooi.${name}`);

async function refusedWith(code, call) {
  const error = await call.then(() => assert.fail('was not refused'), (reason) => ConnectError.from(reason));
  assert.equal(error.code, code, error.message);
  return error;
}

async function connectNode(address, useBinaryFormat) {
  const transport = createConnectTransport({
    baseUrl: address,
    httpVersion: '1.1',
    useBinaryFormat,
    useHttpGet: true,
    sendCompression: compressionGzip,
    compressMinBytes: 16,
    nodeOptions: { ca: town.certificate },
  });
  const client = createClient(service('identity.v1.IdentityService'), transport);

  const towns = await client.listMunicipalities({});
  assert.equal(towns.municipalities[0].slug, 'tilburg');

  const session = await client.signIn({ signInName: 'administrator@tilburg', password }, { timeoutMs: 10_000 });
  const headers = { Authorization: `Bearer ${session.token}` };
  assert.equal((await client.getSelf({}, { headers })).signInName, 'administrator@tilburg');

  const account = { signInName: `coordinator-${useBinaryFormat}`, password, role: 3 };
  const command = { ...headers, 'Idempotency-Key': randomUUID() };
  const made = await client.createAccount(account, { headers: command });
  assert.deepEqual(await client.createAccount(account, { headers: command }), made);

  const refused = await refusedWith(Code.Unauthenticated, client.getSelf({}));
  const [detail] = refused.findDetails(contract.getMessage('emplooi.base.v1.RefusalDetail'));
  assert.equal(detail.refusal, 200);
  await refusedWith(Code.InvalidArgument, client.signIn({}));
  await refusedWith(Code.DeadlineExceeded, client.getSelf({}, { headers, timeoutMs: 1 }));
  await watchesJobs(transport, account.signInName, headers);
}

/** A programme of that name. */
async function openProgramme(transport, name, headers) {
  const act = (rpc, request) => {
    const [owner, method] = rpc.split('/');
    const client = createClient(service(owner), transport);
    return client[method](request, { headers: { ...headers, 'Idempotency-Key': randomUUID() } });
  };
  const { providerId } = await act('organisations.v1.OrganisationService/createProvider', { name });
  const today = new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 10);
  const { programmeId } = await act('organisations.v1.OrganisationService/createProgramme', { name, providerId, startsOn: today });
  return programmeId;
}

/** Server streams: messages as they come, the end that the client sets, and the server's. */
async function watchesJobs(transport, name, administrator) {
  const programmeId = await openProgramme(transport, name, administrator);
  const identity = createClient(service('identity.v1.IdentityService'), transport);
  const { token } = await identity.signIn({ signInName: `${name}@tilburg`, password });
  const headers = { Authorization: `Bearer ${token}` };
  const jobs = createClient(service('jobs.v1.JobService'), transport);
  const hear = async (options, request = { programmeId }) => {
    const heard = [];
    for await (const message of jobs.watchJobs(request, { headers, ...options })) {
      heard.push(message);
      if (options.then) options.then(heard);
    }
    return heard;
  };

  const leaving = new AbortController();
  const heard = [];
  const left = hear({ signal: leaving.signal, then: (messages) => { heard.push(...messages); leaving.abort(); } });
  await refusedWith(Code.Canceled, left);
  assert.equal(heard[0].readAgain, true);
  await refusedWith(Code.DeadlineExceeded, hear({ timeoutMs: 700 }));
  await refusedWith(Code.NotFound, hear({}, { programmeId: randomUUID() }));
  await refusedWith(Code.InvalidArgument, hear({}, { programmeId: 'x' }));
  await refusedWith(Code.Unauthenticated, hear({ headers: {} }));
  const signedOut = hear({ then: () => identity.signOut({}, { headers }) });
  await refusedWith(Code.Unauthenticated, signedOut);
}

function bufCurl(address, method, request, ...more) {
  const url = `${address}/emplooi.${method.includes('/') ? method : `identity.v1.IdentityService/${method}`}`;
  const certificate = join(town.folder, 'tls/certificate.pem');
  return spawnSync(buf, ['curl', '--schema', protos, '--cacert', certificate, '--data', request, ...more, url], {
    encoding: 'utf8',
  });
}

function bufCurlSpeaks(address) {
  const towns = bufCurl(address, 'ListMunicipalities', '{}');
  assert.equal(JSON.parse(towns.stdout || '{}').municipalities?.[0]?.slug, 'tilburg', towns.stderr);
  const request = JSON.stringify({ signInName: 'administrator@tilburg', password });
  const { token } = JSON.parse(bufCurl(address, 'SignIn', request).stdout);
  const self = bufCurl(address, 'GetSelf', '{}', '--header', `Authorization: Bearer ${token}`);
  assert.equal(JSON.parse(self.stdout).signInName, 'administrator@tilburg', self.stderr);
  assert.equal(JSON.parse(bufCurl(address, 'GetSelf', '{}').stderr).code, 'unauthenticated');

  const board = JSON.stringify({ signInName: 'coordinator-true@tilburg', password });
  const session = `Authorization: Bearer ${JSON.parse(bufCurl(address, 'SignIn', board).stdout).token}`;
  const watch = (programmeId, ...more) =>
    bufCurl(address, 'jobs.v1.JobService/WatchJobs', JSON.stringify({ programmeId }), '--header', session, ...more);
  const { programmes } = JSON.parse(
    bufCurl(address, 'organisations.v1.OrganisationService/ListProgrammes', '{}', '--header', session).stdout);
  const heard = watch(programmes[0].programmeId, '--timeout', '3s');
  assert.equal(JSON.parse(heard.stdout).readAgain, true, heard.stderr);
  assert.equal(JSON.parse(heard.stderr).code, 'deadline_exceeded');
  assert.equal(JSON.parse(watch(randomUUID()).stderr).code, 'not_found');
}

const town = await startTown(emplooi);
let code;
try {
  await connectNode(town.address, true);
  await connectNode(town.address, false);
  bufCurlSpeaks(town.address);
} finally {
  code = await town.stop();
}
assert.equal(code, 0, 'the server ends in peace');
console.log('connect-node and buf curl are served');
