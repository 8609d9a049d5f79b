/**
 * Makes @tensorflow/tfjs-node usable where its prebuilt library cannot be downloaded: its headers and libraries are those of the Python package
 * tensorflow-cpu, and its binding is compiled here.
 *
 *     node scripts/build-tfjs-node.mjs [FOLDER]
 *
 * FOLDER, or else the environment variable SOFT_BELLMAN_TFJS_NODE, gets a node_modules of its own; without either it is the tfjs-node of this
 * repository's node_modules that is built. What works already is left alone.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const TFJS_NODE = '4.22.0';

/** The library of this version has every symbol that the binding of tfjs-node 4.22 asks for. */
const WHEEL = 'tensorflow-cpu==2.15.1';
const WHEEL_HASH = 'sha256:54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26';
const WHEEL_KIND = ['--python-version=3.11', '--implementation=cp', '--platform=manylinux_2_17_x86_64'];

/** Each by the name under which it is linked. */
const LIBRARIES = { libtensorflow: 'libtensorflow_cc.so.2', libtensorflow_framework: 'libtensorflow_framework.so.2' };

/** Unpacks the libraries and the headers, and nothing else: the whole wheel is 900 MB. */
const UNPACK = `
import shutil, sys, zipfile, pathlib
wheel, deps = zipfile.ZipFile(sys.argv[1]), pathlib.Path(sys.argv[2])
def extract(name, to):
    to.parent.mkdir(parents=True, exist_ok=True)
    with wheel.open(name) as source, open(to, "wb") as target:
        shutil.copyfileobj(source, target)
for library in sys.argv[3:]:
    extract("tensorflow/" + library, deps / "lib" / library)
headers = ("tensorflow/include/tensorflow/c/", "tensorflow/include/tensorflow/core/platform/", "tensorflow/include/tsl/", "tensorflow/include/xla/c/")
for name in wheel.namelist():
    parts = pathlib.PurePosixPath(name).parts
    if name.startswith(headers) and name.endswith(".h") and ".." not in parts:
        extract(name, deps / "include" / pathlib.Path(*parts[2:]))
`;

class Trouble extends Error {}

const run = (command, args, options = {}) =>
  spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26, ...options });

/** Runs a command; where it fails, its first line of error follows what it was for. */
const must = (purpose, command, args, options) => {
  const { status, signal, error, stderr, stdout } = run(command, args, options);
  if (status === 0) return stdout;
  const said = (stderr || stdout || '')
    .trim()
    .split('\n')
    .filter(line => /error|not found|no matching/i.test(line));
  throw new Trouble(`${purpose} failed: ${error?.message ?? said[0] ?? signal ?? `exit code ${status}`}`);
};

const needs = (what, command, args, help) => {
  if (run(command, args).status !== 0)
    throw new Trouble(`${what} is needed (${[command, ...args].join(' ')} failed): ${help}`);
};

/** Under npm, npm_execpath is npm's own script. */
const npm = (purpose, args, options) =>
  process.env.npm_execpath
    ? must(purpose, process.execPath, [process.env.npm_execpath, ...args], options)
    : must(purpose, 'npm', args, options);

/** What `check-tfjs-node.mjs` prints, or why it does not. */
const check = installed => {
  const script = fileURLToPath(new URL('check-tfjs-node.mjs', import.meta.url));
  const { status, signal, stdout, stderr } = run(process.execPath, [script, installed]);
  if (status === 0) return { found: JSON.parse(stdout) };
  const error =
    stderr.split('\n').find(line => /^\w*Error/.test(line)) ?? (signal ? `ended by ${signal}` : stdout.trim());
  return { error };
};

const install = folder => {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'package.json'))) writeFileSync(join(folder, 'package.json'), '{"private": true}\n');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  npm(`installing @tensorflow/tfjs-node into ${folder}`, [...args, `@tensorflow/tfjs-node@${TFJS_NODE}`], {
    cwd: folder,
  });
};

const fetchLibrary = (python, deps) => {
  const download = mkdtempSync(`${deps}-download-`);
  try {
    writeFileSync(join(download, 'requirements.txt'), `${WHEEL} --hash=${WHEEL_HASH}\n`);
    const kind = ['--no-deps', '--only-binary=:all:', ...WHEEL_KIND];
    const args = ['-m', 'pip', 'download', ...kind, '--require-hashes', '--dest', download];
    must(`downloading ${WHEEL} with pip (is its index within reach?)`, python, [
      ...args,
      '-r',
      join(download, 'requirements.txt'),
    ]);
    const wheel = readdirSync(download).find(name => name.endsWith('.whl'));
    const unpacked = join(download, 'deps');
    must(`unpacking ${wheel}`, python, ['-c', UNPACK, join(download, wheel), unpacked, ...Object.values(LIBRARIES)]);
    for (const [name, file] of Object.entries(LIBRARIES)) symlinkSync(file, join(unpacked, 'lib', `${name}.so`));
    rmSync(deps, { recursive: true, force: true });
    renameSync(unpacked, deps);
  } finally {
    rmSync(download, { recursive: true, force: true });
  }
};

const compile = installed => {
  const prefix = resolve(dirname(process.execPath), '..');
  // Without headers beside Node, node-gyp downloads those of this version.
  const hasHeaders = existsSync(join(prefix, 'include/node/node_api.h'));
  const env = { ...process.env, ...(hasHeaders && { npm_config_nodedir: prefix }) };
  const names = '--module_name=tfjs_binding --module_path=build/addon --napi_version=9 --napi_build_version=8';
  npm('compiling the binding', ['exec', '--no', '-c', `node-gyp rebuild ${names}`], { cwd: installed, env });
  const binding = 'lib/napi-v8/tfjs_binding.node';
  mkdirSync(dirname(join(installed, binding)), { recursive: true });
  copyFileSync(join(installed, 'build/Release/tfjs_binding.node'), join(installed, binding));
};

const build = installed => {
  const { platform, arch } = process;
  if (platform !== 'linux' || arch !== 'x64')
    throw new Trouble(`the library is for Linux on x64, and this is ${platform} on ${arch}: use another backend`);
  const python = process.env.PYTHON ?? 'python3';
  needs('Python 3', python, ['--version'], 'install it (Debian: python3), or name it by PYTHON');
  needs('pip', python, ['-m', 'pip', '--version'], 'install it (Debian: python3-pip)');
  needs(
    'a C++ compiler',
    process.env.CXX ?? 'g++',
    ['--version'],
    'install one (Debian: build-essential), or name it by CXX',
  );
  needs('make', 'make', ['--version'], 'install it (Debian: build-essential)');
  const deps = join(installed, 'deps');
  if (!Object.values(LIBRARIES).every(file => existsSync(join(deps, 'lib', file)))) fetchLibrary(python, deps);
  compile(installed);
};

const agreement = ({ version, apart }) =>
  `tfjs-node ${version}: its gradient is that of the pure-JavaScript backend to ${apart.toPrecision(2)} under Node ${process.version}`;

try {
  const [argument, ...rest] = process.argv.slice(2);
  if (rest.length > 0 || argument?.startsWith('-')) throw new Trouble('usage: build-tfjs-node.mjs [FOLDER]');
  const own = argument ?? process.env.SOFT_BELLMAN_TFJS_NODE;
  const folder = own ? resolve(own) : fileURLToPath(new URL('..', import.meta.url));
  const start = process.hrtime.bigint();
  const installed = join(folder, 'node_modules/@tensorflow/tfjs-node');
  const { found } = check(installed);
  if (found) {
    console.log(`nothing to do in ${installed}, ${agreement(found)}`);
  } else {
    if (!existsSync(installed) && !own)
      throw new Trouble(
        `no ${installed}: npm install --ignore-scripts puts it there, or name a folder for one of its own`,
      );
    if (!existsSync(installed)) install(folder);
    build(installed);
    const { found, error } = check(installed);
    if (!found) throw new Trouble(`built ${installed}, but it does not work: ${error}`);
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    console.log(`built ${installed} in ${seconds.toFixed(0)} s, ${agreement(found)}`);
  }
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  console.error(`build-tfjs-node: ${error.message}`);
  process.exitCode = 2;
}
