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
function identityService() {
  const paths = ['emplooi/identity', 'emplooi/base'].flatMap((path) => ['--path', join(protos, path)]);
  const image = execFileSync(buf, ['build', protos, ...paths, '-o', '-#format=binpb']);
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
  return { service: registry.getService('emplooi.identity.v1.IdentityService'), registry };
}

async function refusedWith(code, call) {
  const error = await call.then(() => assert.fail('was not refused'), (reason) => ConnectError.from(reason));
  assert.equal(error.code, code, error.message);
  return error;
}

async function connectNode(address, useBinaryFormat) {
  const { service, registry } = identityService();
  const transport = createConnectTransport({
    baseUrl: address,
    httpVersion: '1.1',
    useBinaryFormat,
    useHttpGet: true,
    sendCompression: compressionGzip,
    compressMinBytes: 16,
    nodeOptions: { ca: town.certificate },
  });
  const client = createClient(service, transport);

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
  const [detail] = refused.findDetails(registry.getMessage('emplooi.base.v1.RefusalDetail'));
  assert.equal(detail.refusal, 200);
  await refusedWith(Code.InvalidArgument, client.signIn({}));
  await refusedWith(Code.DeadlineExceeded, client.getSelf({}, { headers, timeoutMs: 1 }));
}

function bufCurl(address, method, request, ...more) {
  const url = `${address}/emplooi.identity.v1.IdentityService/${method}`;
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
