const http = require('node:http');

// restify adds its own methods to Node's requests and responses. Test files in one worker share Node's modules but not restify: each file
// begins with what Node brought, or an earlier file's restify would answer for this one.
const original = Symbol.for('switchboard.original-http');
http[original] ??= [http.IncomingMessage.prototype, http.ServerResponse.prototype].map((prototype) => [
  prototype,
  Object.getOwnPropertyDescriptors(prototype),
]);

for (const [prototype, descriptors] of http[original]) {
  for (const name of Reflect.ownKeys(prototype)) if (!Object.hasOwn(descriptors, name)) delete prototype[name];
  Object.defineProperties(prototype, descriptors);
}
