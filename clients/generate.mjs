// Writes into shared/generated what the contract in ../proto says: the JSON form of every message as types, the
// rpcs by what they do (rpcs.d.ts), and the names of the refusals by number (refusals.ts).
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFileRegistry, fromBinary, getOption } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

const here = dirname(fileURLToPath(import.meta.url));
const protos = join(here, '../proto');
const out = join(here, 'shared/generated');
const head = '// Generated from proto/ by clients/generate.mjs.\n';

function readContract() {
  const files = readdirSync(protos, { recursive: true }).filter((name) => name.endsWith('.proto')).sort();
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const image = join(out, 'contract.binpb');
  execFileSync('protoc', [
    `--proto_path=${protos}`,
    `--plugin=protoc-gen-es=${join(here, 'node_modules/.bin/protoc-gen-es')}`,
    `--es_out=${out}`, '--es_opt=target=dts,json_types=true',
    `--descriptor_set_out=${image}`, '--include_imports',
    ...files.map((name) => join(protos, name)),
  ]);
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(image)));
  rmSync(image);
  return registry;
}

/** What a method does, as the name of the table that it stands in. */
function tableOf(method, access) {
  if (method.methodKind !== 'unary') return 'Streams';
  return { 1: 'Reads', 2: 'Commands', 3: 'SessionCalls' }[getOption(method, access).effect];
}

/** `emplooi/identity/v1/identity` as a name in a module: `identity_v1_identity`. */
const aliasOf = (file) => file.name.replace(/^emplooi\//, '').replaceAll('/', '_');
const typeOf = (message) => `${aliasOf(message.file)}.${message.name}Json`;

function rpcs(registry) {
  const access = registry.getExtension('emplooi.base.v1.access');
  const tables = { Reads: [], Commands: [], SessionCalls: [], Streams: [] };
  const files = new Set();
  const methods = [...registry.files].flatMap((file) => file.services.flatMap((service) => service.methods));
  for (const method of methods) {
    files.add(method.input.file).add(method.output.file);
    const rpc = `${method.parent.typeName.replace(/^emplooi\./, '')}/${method.name}`;
    const types = `request: ${typeOf(method.input)}; response: ${typeOf(method.output)}`;
    tables[tableOf(method, access)].push(`  '${rpc}': { ${types} };`);
  }
  const says = {
    Reads: 'Rpcs that change nothing.',
    Commands: 'Rpcs that write; each command has an id of its own.',
    SessionCalls: 'Rpcs that open, change or end a session; never repeated by themselves.',
    Streams: 'Rpcs that go on answering.',
  };
  const imports = [...files].map((file) => `import type * as ${aliasOf(file)} from './${file.name}_pb';`).sort();
  const written = Object.entries(tables).map(([name, lines]) =>
    `/** ${says[name]} */\nexport interface ${name} {\n${lines.sort().join('\n')}\n}\n`);
  return `${head}${imports.join('\n')}\n\n${written.join('\n')}`;
}

function refusals(registry) {
  const values = registry.getEnum('emplooi.base.v1.Refusal').values.filter((value) => value.number > 0);
  const lines = values.map((value) => `  ${value.number}: '${value.name.replace(/^REFUSAL_/, '').toLowerCase()}',`);
  return `${head}export const refusalNames = {\n${lines.join('\n')}\n} as const;\n`;
}

const registry = readContract();
writeFileSync(join(out, 'rpcs.d.ts'), rpcs(registry));
writeFileSync(join(out, 'refusals.ts'), refusals(registry));
console.log(`the contract is in ${relative(process.cwd(), out)}`);
