'use strict';
const fs = require('node:fs');
const path = require('node:path');

/** The innermost frame that one of these knows decides; what no frame knows is Node itself. */
const stages = [
  ['store', /\/(store|changes)\/|node_modules\/(kysely|libsql|@libsql|pg)/],
  ['template and card', /\/cards\/|\/i18n\/|adaptive-expressions|adaptivecards|intl-messageformat|@formatjs|antlr/],
  ['tenant (calls, contract, reading)', /\/(tenant|resources)\/|node_modules\/zod.*|bench\/preload/],
  ['parse and dialog', /\/(commands|fields|dialogs|operations|auth)\/|botbuilder-dialogs|libphonenumber/],
  ['SDK in and out', /botbuilder|botframework|@azure|restify|find-my-way|uuid|\/bot\//],
  ['log', /pino|sonic-boom|\/masked/],
  ['HTTP out (undici)', /undici/],
  ['HTTP in and out (node)', /node:(_?http|net|internal\/(stream|http|tls|webstreams)|stream|events|buffer)/],
];

/** Reads the CPU profiles of a folder: the share of each stage of all time that was not idle. */
function stagesOf(folder) {
  const shares = new Map();
  let busy = 0;
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
    const { nodes, samples, timeDeltas } = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
    const byId = new Map(nodes.map((node) => [node.id, node]));
    for (const node of nodes) for (const child of node.children ?? []) byId.get(child).parent = node;
    const stageOf = new Map(nodes.map((node) => [node.id, stage(node)]));
    samples.forEach((id, index) => {
      const name = stageOf.get(id);
      if (name === null) return;
      busy += timeDeltas[index];
      shares.set(name, (shares.get(name) ?? 0) + timeDeltas[index]);
    });
  }
  return [...shares].map(([name, time]) => ({ name, share: time / busy })).sort((a, b) => b.share - a.share);
}

function stage(node) {
  const { functionName } = node.callFrame;
  if (functionName === '(idle)') return null;
  if (functionName === '(garbage collector)') return 'garbage collector';
  for (let at = node; at; at = at.parent) {
    const found = stages.find(([, pattern]) => pattern.test(at.callFrame.url));
    if (found) return found[0];
  }
  return 'node and V8';
}

module.exports = { stagesOf };
